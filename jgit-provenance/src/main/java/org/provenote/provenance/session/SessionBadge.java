package org.provenote.provenance.session;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.provenote.provenance.notebook.NotebookDocument;

/**
 * Where the notebook does not tell what ran. Without findings, running the notebook's cells from the top down is
 * what happened.
 *
 * @param findings one for each cell
 */
public record SessionBadge(List<Kind> findings) {
    public SessionBadge {
        findings = List.copyOf(findings);
    }

    /** The {@link #summary()} of one that agrees. */
    public static final String AS_SAVED = "as saved";

    /** Of a notebook that agrees as it is open, while its file does not. */
    public static final String UNSAVED = "unsaved edits";

    /** What can be wrong with reading the notebook as what ran. */
    public enum Kind {
        /** The cell's text is not the one that ran last. */
        EDITED("edited since"),
        /** A cell that ran is no longer in the notebook. */
        DELETED("deleted since"),
        /** A cell between those that ran did not run. */
        SKIPPED("not run"),
        /** A cell ran last after one that stands below it: from the top down, that one would have seen what it did. */
        OUT_OF_ORDER("run out of order");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Compares what ran with the notebook as it was at the run's end. */
    public static SessionBadge of(SessionRecord session, NotebookDocument notebook) {
        return new SessionBadge(new SessionCheck(session, notebook).findings());
    }

    /** Whether the notebook that is kept with a run disagrees, by the words in the run's tag. */
    public static boolean disagrees(String summary) {
        return !summary.equals(AS_SAVED) && !summary.equals(UNSAVED);
    }

    public boolean agrees() {
        return findings.isEmpty();
    }

    /** In a few words, such as {@code 2 cells edited since, 1 cell run out of order}; {@code as saved} when it agrees. */
    public String summary() {
        if (agrees()) {
            return AS_SAVED;
        }
        return Arrays.stream(Kind.values())
                .filter(kind -> count(kind) > 0)
                .map(kind -> count(kind) + (count(kind) == 1 ? " cell " : " cells ") + kind.words)
                .collect(Collectors.joining(", "));
    }

    private long count(Kind kind) {
        return findings.stream().filter(kind::equals).count();
    }
}
