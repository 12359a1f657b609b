package org.provenote.magics;

import java.util.List;
import java.util.Map;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.store.RunSearch;
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
        List<Run> runs = tracking.getClient()
                .store()
                .searchRuns(RunSearch.in(List.of(experimentId)).maxResults(max))
                .items();
        Experiment experiment = tracking.getClient().getExperiment(experimentId);
        RunTable table = new RunTable(experiment.name(), runs);
        session.show(table.text(), table.html(), Map.of(RunsData.MIME_TYPE, RunsData.of(experiment, runs)));
    }
}
