package org.provenote.tracking.notebook;

/** Which notebook stands at a path that a notebook's experiment knows it by. */
public enum Occupant {
    /** None, or one with another id: the notebook has moved away. */
    NONE,
    /** This very file, which a headless run in another folder calls by another path. */
    SAME_FILE,
    /** Another file with the same id: the notebook is a copy of it. */
    ORIGINAL
}
