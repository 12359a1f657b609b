package org.provenote.provenance;

import java.nio.file.Path;

/**
 * A kept version of a notebook.
 *
 * @param commitId the commit on {@code ref} that holds it
 * @param blobId the content's id: equal for equal bytes
 * @param repository the Git folder that the commit is in
 * @param ref the hidden ref, {@code refs/provenote/…}
 * @param path where the notebook stands in the commit's tree, {@code /} between names
 */
public record NotebookVersion(String commitId, String blobId, Path repository, String ref, String path) {}
