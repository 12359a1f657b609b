package org.provenote.server.rerun;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.diff.Change;
import org.provenote.provenance.rerun.FirstDifference;
import org.provenote.provenance.rerun.RerunVerdict;
import org.provenote.provenance.rerun.Sameness;
import org.provenote.provenance.rerun.Tolerance;
import org.provenote.provenance.rerun.ValueVerdict;
import org.provenote.tracking.entities.Run;

/**
 * How a rerun came out, for programs: {@code provenote rerun --json}.
 *
 * @param rerunId the child run that keeps it
 * @param verdict of the run's end and all params and metrics
 * @param status whether it finished or failed again, where both ended by what their cells did
 * @param environment what the rerun ran on that is not what the original ran on
 * @param firstCell the first cell that came out differently, where something differs
 */
public record RerunReport(
        String runId,
        String runName,
        String rerunId,
        Sameness verdict,
        Tolerance tolerance,
        @Nullable ValueVerdict status,
        List<ValueVerdict> params,
        List<ValueVerdict> metrics,
        @Nullable Cell firstCell,
        List<Change> environment) {

    /** A cell, by its place in the order of execution. */
    public record Cell(int number, @Nullable String cellId, String source, FirstDifference.Reason reason) {
        static Cell of(FirstDifference first) {
            return new Cell(
                    first.cell().number(),
                    first.cell().cellId().orElse(null),
                    first.cell().source(),
                    first.reason());
        }
    }

    static RerunReport of(Run original, String rerunId, RerunVerdict verdict, List<Change> environment) {
        return new RerunReport(
                original.info().runId(),
                original.info().label(),
                rerunId,
                verdict.overall(),
                verdict.tolerance(),
                verdict.status().orElse(null),
                verdict.params(),
                verdict.metrics(),
                verdict.first().map(Cell::of).orElse(null),
                environment);
    }
}
