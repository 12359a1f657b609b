package org.provenote.provenance.diff;

import java.util.List;

/**
 * One aspect in which two runs differ.
 *
 * @param size how much differs: changed lines of cells, else the number of changes
 * @param changes each in a few words; for cells the {@link NotebookDiff} has the lines
 */
public record Explanation(Aspect aspect, int size, List<Change> changes) {
    public Explanation {
        changes = List.copyOf(changes);
    }
}
