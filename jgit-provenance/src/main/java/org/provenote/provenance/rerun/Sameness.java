package org.provenote.provenance.rerun;

/** How a value came out again, from the best to the worst. */
public enum Sameness {
    IDENTICAL,
    /** A metric within the stated tolerance. */
    WITHIN_TOLERANCE,
    DIFFERS,
    /** The original has it, the rerun has not. */
    MISSING,
    /** Only the rerun has it. */
    NEW
}
