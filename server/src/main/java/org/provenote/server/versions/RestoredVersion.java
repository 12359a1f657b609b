package org.provenote.server.versions;

/**
 * What was written.
 *
 * @param path the copy of the notebook, relative to the Jupyter root, with {@code /}
 */
public record RestoredVersion(String path) {}
