package org.provenote.provenance.rerun;

import java.util.Optional;

/**
 * One execution to repeat.
 *
 * @param number from 1, in the order of execution
 * @param cellId the cell's id in the original notebook; empty where it has none
 * @param failed whether it failed then, so that it may fail again
 */
public record ReplayedCell(int number, Optional<String> cellId, String source, boolean failed) {
    private static final String MAGIC = "%mlflow";

    /** Whether the cell's output names runs, which are new each time. */
    boolean namesRuns() {
        return source.lines().anyMatch(line -> line.startsWith(MAGIC) || line.startsWith("%" + MAGIC));
    }
}
