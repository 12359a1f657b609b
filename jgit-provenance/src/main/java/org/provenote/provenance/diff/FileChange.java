package org.provenote.provenance.diff;

/** A file beside the notebook that two saved states have otherwise. */
public record FileChange(String path, Kind kind) {

    /** How. */
    public enum Kind {
        EDITED,
        ADDED,
        REMOVED
    }
}
