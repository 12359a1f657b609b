package org.provenote.provenance.worktree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A file that may be captured. */
record Candidate(String path, Path file, BasicFileAttributes attributes, boolean tracked) {

    static Candidate of(String path, Path file, boolean tracked) throws IOException {
        return new Candidate(
                path, file, Files.readAttributes(file, FileKind.ATTRIBUTES, LinkOption.NOFOLLOW_LINKS), tracked);
    }

    long size() {
        return attributes.size();
    }

    boolean isFileOrLink() {
        return attributes.isRegularFile() || attributes.isSymbolicLink();
    }
}
