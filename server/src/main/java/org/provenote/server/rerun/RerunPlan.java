package org.provenote.server.rerun;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.rerun.ReplayedCell;
import org.provenote.provenance.session.ExecutedCell.Outcome;
import org.provenote.tracking.entities.RunStatus;

/**
 * What {@code provenote rerun} is about to do, for the part that starts the kernel.
 *
 * @param status of the original
 * @param notebook where it was restored to
 * @param asExecuted whether {@code cells} are the recorded executions, else the notebook's cells from top to bottom
 * @param jdkFeature the JDK's feature release then; 0 where it is not known
 * @param borrowed files of today that the version does not hold
 * @param missing what could not be restored, in words
 */
public record RerunPlan(
        String runId,
        String runName,
        RunStatus status,
        String notebook,
        boolean asExecuted,
        List<Cell> cells,
        int jdkFeature,
        @Nullable String jdk,
        List<String> borrowed,
        List<String> missing) {

    /** A cell to execute. */
    public record Cell(String source, Outcome outcome) {
        static Cell of(ReplayedCell cell) {
            return new Cell(cell.source(), cell.outcome());
        }
    }
}
