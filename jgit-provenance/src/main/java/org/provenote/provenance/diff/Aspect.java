package org.provenote.provenance.diff;

/** What can explain a different result, in the order in which equally small explanations are told. */
public enum Aspect {
    /** The runs' params. */
    PARAMS,
    /** The notebook as it was saved. */
    NOTEBOOK,
    /** The cells as they ran. */
    EXECUTED_CELLS,
    /** Files beside the notebook. */
    FILES,
    /** Jars by version or content. */
    JARS,
    /** Vendor, version or flags. */
    JDK,
    /** The kernel. */
    KERNEL,
    /** The operating system. */
    OS,
    /** The checked-out Git commit, which explains nothing by itself. */
    COMMIT
}
