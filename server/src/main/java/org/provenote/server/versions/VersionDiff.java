package org.provenote.server.versions;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.diff.RunDiff;
import org.provenote.provenance.diff.RunFacts;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Run;

/** How a run's code differs from another run's, or from the notebook as it is now. */
public record VersionDiff(Side before, Side after, RunDiff diff) {

    static VersionDiff of(AskedRun before, AskedRun after) {
        return new VersionDiff(
                Side.of(before.run()),
                Side.of(after.run()),
                before.provenance().diff(before.recorded(), after.recorded()));
    }

    static VersionDiff withNow(AskedRun before, RunFacts now) {
        return new VersionDiff(
                Side.of(before.run()),
                Side.now(before.notebookNow().orElse("")),
                before.provenance().diffWithNow(before.recorded(), now));
    }

    /**
     * One of the two.
     *
     * @param name what the run is called, or the path of the notebook as it is now
     * @param runId absent for the notebook as it is now
     * @param startTime of the run, in milliseconds since 1970; absent where a client gave none
     * @param metrics what came of the run: the latest point of each; none for the notebook as it is now
     */
    public record Side(
            String name, @Nullable String runId, @Nullable Long startTime, List<Metric> metrics) {
        public Side {
            metrics = List.copyOf(metrics);
        }

        static Side of(Run run) {
            long start = run.info().startTime();
            return new Side(
                    run.info().label(),
                    run.info().runId(),
                    start == 0 ? null : start,
                    run.data().metrics());
        }

        static Side now(String notebook) {
            return new Side(notebook, null, null, List.of());
        }
    }
}
