package org.provenote.server.rerun;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.provenote.provenance.run.RunTags;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.files.TemporaryFolder;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;

/** A rerun, kept as a child of its original: what the kernel logged into the fresh folder's store is copied to the user's. */
final class ChildRun {
    /** What says which code it was: the original's, whatever the fresh folder is called. */
    private static final Set<String> OF_THE_ORIGINAL = Set.of(
            RunTags.NOTEBOOK_PATH,
            RunTags.REVISION,
            RunTags.END_REVISION,
            RunTags.NOTEBOOK_REF,
            RunTags.CONTENT_SOURCE,
            RunTags.END_CONTENT_SOURCE,
            RunTags.GIT_COMMIT,
            RunTags.GIT_BRANCH,
            RunTags.GIT_DIRTY,
            RunTags.GIT_REPO_URL,
            RunTag.SOURCE_NAME,
            RunTag.SOURCE_TYPE);

    private ChildRun() {}

    /** Copies {@code again} and returns the new run's id. Until it is complete it is a failed run without a verdict. */
    static String keep(Run original, TrackingStore store, Run again, TrackingStore fresh, String verdict) {
        List<RunTag> tags = tags(original, again);
        String id = store.createRun(new NewRun(
                        original.info().experimentId(),
                        again.info().userId(),
                        "rerun of " + original.info().label(),
                        again.info().startTime(),
                        part(tags, 0, Batch.MOST_TAGS)))
                .info()
                .runId();
        store.updateRun(id, RunUpdate.ended(RunStatus.FAILED, again.info().getEndTime()));
        for (int i = Batch.MOST_TAGS; i < tags.size(); i += Batch.MOST_TAGS) {
            store.logBatch(id, new Batch(List.of(), List.of(), part(tags, i, Batch.MOST_TAGS)));
        }
        List<Param> params = again.data().params();
        for (int i = 0; i < params.size(); i += Batch.MOST_PARAMS) {
            store.logBatch(id, new Batch(List.of(), part(params, i, Batch.MOST_PARAMS), List.of()));
        }
        again.data().metrics().forEach(metric -> copyMetric(metric.key(), again, fresh, id, store));
        copyArtifacts(again, fresh, id, store);
        store.logBatch(id, new Batch(List.of(), List.of(), List.of(new RunTag(RunTags.RERUN_VERDICT, verdict))));
        store.updateRun(id, RunUpdate.ended(again.info().status(), again.info().getEndTime()));
        return id;
    }

    private static <T> List<T> part(List<T> all, int from, int most) {
        return all.subList(from, Math.min(from + most, all.size()));
    }

    private static List<RunTag> tags(Run original, Run again) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(RunTag.PARENT_RUN_ID, original.info().runId());
        tags.put(RunTags.RERUN_OF, original.info().runId());
        again.data().tags().stream()
                .filter(tag ->
                        !OF_THE_ORIGINAL.contains(tag.key()) && !tag.key().equals(RunTag.RUN_NAME))
                .forEach(tag -> tags.putIfAbsent(tag.key(), tag.value()));
        original.data().tags().stream()
                .filter(tag -> OF_THE_ORIGINAL.contains(tag.key()))
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags.entrySet().stream()
                .map(tag -> new RunTag(tag.getKey(), tag.getValue()))
                .toList();
    }

    private static void copyMetric(String key, Run again, TrackingStore fresh, String id, TrackingStore store) {
        List<Metric> points = new ArrayList<>();
        fresh.eachPoint(again.info().runId(), key, point -> {
            points.add(point);
            if (points.size() == Batch.MOST_METRICS) {
                store.logBatch(id, new Batch(List.copyOf(points), List.of(), List.of()));
                points.clear();
            }
        });
        store.logBatch(id, new Batch(points, List.of(), List.of()));
    }

    private static void copyArtifacts(Run again, TrackingStore fresh, String id, TrackingStore store) {
        try (TemporaryFolder folder = TemporaryFolder.named("provenote-rerun-artifacts")) {
            ArtifactRepository from = fresh.artifacts(again.info());
            ArtifactRepository to = store.artifacts(store.getRun(id).info());
            // One by one, as each was named itself when it was logged, whatever its name is.
            for (FileInfo file : from.list("")) {
                Path copy = from.download(file.path(), folder.path());
                if (file.isDir()) {
                    to.logFolder(copy, file.path());
                } else {
                    to.logFile(copy, "");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
