package org.provenote.magics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.store.TrackingUris;

/** What is known of one run besides its id, its start and what was logged under a key: for how long, where, with what files. */
final class RunFacts {
    private static final int MOST_ARTIFACTS = 12;

    private final Run run;
    private final MlflowClient client;

    RunFacts(Run run, MlflowClient client) {
        this.run = run;
        this.client = client;
    }

    /** The facts by name; what there is nothing of is left out. */
    Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        Long end = run.info().endTime();
        if (end != null) {
            rows.put("ended", RunTable.time(end));
            rows.put(
                    "duration",
                    run.info().startTime() == 0 ? "" : inWords(end - run.info().startTime()));
        }
        rows.put("experiment", experiment());
        rows.put("user", run.info().userId());
        rows.put("lifecycle stage", run.info().lifecycleStage() == LifecycleStage.DELETED ? "in the trash" : "");
        rows.put(
                "datasets",
                run.inputs().datasetInputs().stream()
                        .map(DatasetInput::dataset)
                        .map(RunFacts::described)
                        .collect(Collectors.joining(", ")));
        rows.put("artifacts", artifacts());
        rows.put("artifact location", TrackingUris.shownLocation(run.info().artifactUri()));
        rows.values().removeIf(String::isEmpty);
        return rows;
    }

    private static String inWords(long millis) {
        Duration time = Duration.ofMillis(millis);
        if (time.toMinutes() < 1) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        return time.toHours() < 1
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toHours() + " h " + time.toMinutesPart() + " min";
    }

    private String experiment() {
        String id = run.info().experimentId();
        try {
            return client.getExperiment(id).name() + " (" + id + ")";
        } catch (MlflowException e) {
            return id;
        }
    }

    private static String described(Dataset dataset) {
        return dataset.name() + " (" + dataset.digest() + ")";
    }

    /** The first ones at the top, folders with a slash. */
    private String artifacts() {
        try {
            List<FileInfo> files = client.store().artifacts(run.info()).list("");
            String first = files.stream()
                    .limit(MOST_ARTIFACTS)
                    .map(file -> file.isDir() ? file.path() + "/" : file.path())
                    .collect(Collectors.joining(", "));
            int more = files.size() - MOST_ARTIFACTS;
            return more > 0 ? first + " and " + more + " more" : first;
        } catch (MlflowException e) {
            return "unknown: " + e.getMessage();
        }
    }
}
