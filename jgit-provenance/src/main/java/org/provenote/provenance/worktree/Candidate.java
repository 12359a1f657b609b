package org.provenote.provenance.worktree;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.FileMode;

/**
 * A file that may be captured.
 *
 * @param recorded its mode in the index; {@link FileMode#MISSING} where Git does not track it
 */
record Candidate(String path, Path file, FileStatus status, FileMode recorded) {

    static Candidate of(String path, Path file, FileMode recorded) throws IOException {
        return new Candidate(path, file, FileStatus.of(file), recorded);
    }

    boolean tracked() {
        return recorded != FileMode.MISSING;
    }

    long size() {
        return status.size();
    }

    boolean isFileOrLink() {
        return status.isFile() || status.isLink();
    }
}
