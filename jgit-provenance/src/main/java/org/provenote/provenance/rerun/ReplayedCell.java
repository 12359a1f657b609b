package org.provenote.provenance.rerun;

import java.util.Optional;
import org.provenote.provenance.session.ExecutedCell;
import org.provenote.provenance.session.ExecutedCell.Outcome;

/**
 * One execution to repeat.
 *
 * @param number from 1, in the order of execution
 * @param cellId the cell's id in the original notebook; empty where it has none
 * @param outcome of then: one that failed may fail again, and of one that had not ended when its run did nobody knows
 */
public record ReplayedCell(int number, Optional<String> cellId, String source, Outcome outcome) {
    private static final String MAGIC = "%mlflow";

    static ReplayedCell of(ExecutedCell cell) {
        return new ReplayedCell(cell.number(), cell.cellId(), cell.source(), cell.outcome());
    }

    /** Whether the cell's output names runs, which are new each time. */
    boolean namesRuns() {
        return source.lines().anyMatch(line -> line.startsWith(MAGIC) || line.startsWith("%" + MAGIC));
    }
}
