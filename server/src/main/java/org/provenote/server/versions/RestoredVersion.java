package org.provenote.server.versions;

import java.util.List;

/**
 * What was written.
 *
 * @param path the copy of the notebook, relative to the Jupyter root, with {@code /}
 * @param files how many files were written
 * @param missing what could not be, in words for the user
 */
public record RestoredVersion(String path, int files, List<String> missing) {}
