package org.provenote.provenance.rerun;

import java.util.Optional;
import java.util.regex.Pattern;
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
    /** A mask, and not the stars of a comment. */
    private static final Pattern MASK = Pattern.compile("(?<![*/])\\*{3}(?![*/])");

    private static final String MAGIC = "%mlflow";

    static ReplayedCell of(ExecutedCell cell) {
        return new ReplayedCell(cell.number(), cell.cellId(), cell.source(), cell.outcome());
    }

    /** Whether a secret in its text may have been masked when it was recorded, so that it does not run as it did. */
    public boolean isMasked() {
        return MASK.matcher(source).find();
    }

    /** Whether the cell's output names runs, which are new each time. */
    boolean namesRuns() {
        return source.lines().anyMatch(line -> line.startsWith(MAGIC) || line.startsWith("%" + MAGIC));
    }
}
