package org.provenote.provenance.diff;

import java.util.List;
import java.util.Optional;

/**
 * How two runs, or a run and now, differ.
 *
 * @param explanations the aspects that differ, the smallest first: a single changed param stands before forty changed
 *     lines. Outputs are effects and stand in none
 * @param notebook the saved notebooks; empty where one is not known
 * @param executed the cells as they ran, each execution as a cell; empty where one record is not known
 * @param unread of the notebooks and records that are known of and yet not compared, each why, in words for the user
 */
public record RunDiff(
        List<Explanation> explanations,
        Optional<NotebookDiff> notebook,
        Optional<NotebookDiff> executed,
        List<String> unread) {
    public RunDiff {
        explanations = List.copyOf(explanations);
        unread = List.copyOf(unread);
    }

    /** The same, with what is said of what was not compared. */
    public RunDiff withUnread(List<String> why) {
        return new RunDiff(explanations, notebook, executed, why);
    }

    /** Compares all but files. */
    public static RunDiff of(RunFacts before, RunFacts after) {
        return of(before, after, List.of());
    }

    /**
     * @param files what {@link org.provenote.provenance.NotebookVersions#changedFiles} told of the two states; empty where
     *     no state was saved
     */
    public static RunDiff of(RunFacts before, RunFacts after, List<FileChange> files) {
        return new RunComparison(before, after, files).compare();
    }
}
