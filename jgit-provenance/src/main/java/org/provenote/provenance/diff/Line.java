package org.provenote.provenance.diff;

/** A line of a compared text. */
public record Line(Kind kind, String text) {

    /** In which of the two texts it stands. */
    public enum Kind {
        SAME,
        REMOVED,
        ADDED
    }

    boolean isChange() {
        return kind != Kind.SAME;
    }
}
