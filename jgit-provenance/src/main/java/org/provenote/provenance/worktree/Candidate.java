package org.provenote.provenance.worktree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.eclipse.jgit.lib.FileMode;

/**
 * A file that may be captured.
 *
 * @param recorded its mode in the index; {@link FileMode#MISSING} where Git does not track it
 */
record Candidate(String path, Path file, BasicFileAttributes attributes, FileMode recorded) {

    static Candidate of(String path, Path file, FileMode recorded) throws IOException {
        return new Candidate(
                path, file, Files.readAttributes(file, FileKind.ATTRIBUTES, LinkOption.NOFOLLOW_LINKS), recorded);
    }

    boolean tracked() {
        return recorded != FileMode.MISSING;
    }

    long size() {
        return attributes.size();
    }

    boolean isFileOrLink() {
        return attributes.isRegularFile() || attributes.isSymbolicLink();
    }
}
