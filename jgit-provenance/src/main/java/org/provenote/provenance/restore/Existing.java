package org.provenote.provenance.restore;

/** What to do about files that are already there. */
public enum Existing {
    /** Write nothing at all and say so. */
    REFUSE,
    /** Write over those of the same name; others stay. The user has been asked. */
    REPLACE
}
