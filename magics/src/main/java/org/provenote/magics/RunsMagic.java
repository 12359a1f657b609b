package org.provenote.magics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "runs", description = "Show the runs of the active experiment, newest first.")
final class RunsMagic implements Runnable {
    private final SessionState session;

    @Option(
            names = {"-n", "--max"},
            paramLabel = "N",
            defaultValue = "20",
            description = "How many at most; 20 if left out.")
    private int max;

    RunsMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        MlflowContext tracking = session.tracking();
        String experimentId = tracking.getExperimentId();
        RunSearch search = RunSearch.in(List.of(experimentId));
        TrackingStore store = tracking.getClient().store();
        Page<Run> runs = store.searchRuns(search.maxResults(max));
        Optional<Run> next = runs.nextToken()
                .map(token -> store.searchRuns(search.maxResults(1).pageToken(token)))
                .flatMap(page -> page.items().stream().findFirst());
        Experiment experiment = tracking.getClient().getExperiment(experimentId);
        RunTable table = new RunTable(experiment.name(), runs.items());
        session.show(
                table.text(), table.html(), Map.of(RunsData.MIME_TYPE, RunsData.of(experiment, runs.items(), next)));
    }
}
