package org.provenote.provenance.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;

/**
 * A file or link of a tree, whose content is here.
 *
 * @param large what the content points to, if it is a pointer of Git LFS
 */
record RestoredFile(FileMode mode, ObjectLoader content, Optional<LfsContent> large) {
    /** More than any system takes. */
    private static final int LONGEST_LINK = 8192;

    private static final String NOT_FETCHED = "its content is in Git LFS and was not fetched; ";

    /** @throws org.eclipse.jgit.errors.MissingObjectException if its content is not in the repository */
    static RestoredFile of(Repository repository, FileMode mode, ObjectId blob) throws IOException {
        return new RestoredFile(mode, repository.open(blob, Constants.OBJ_BLOB), LfsContent.of(repository, mode, blob));
    }

    /**
     * Puts it at {@code file}; returns what is missing of it.
     *
     * @throws UnsafePathException if a pointer would replace a file that is there
     */
    Optional<String> writeTo(Path file) throws IOException {
        boolean pointerOnly = large.isPresent() && !large.get().isHere();
        if (pointerOnly && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnsafePathException(NOT_FETCHED + "the file that is there stays");
        }
        WholeFile.write(file, this::write);
        setExecutable(file);
        return pointerOnly ? Optional.of(NOT_FETCHED + "the pointer stands in its place") : Optional.empty();
    }

    private void write(Path fresh) throws IOException {
        if (mode == FileMode.SYMLINK) {
            linkFrom(fresh);
        } else if (large.isPresent() && large.get().isHere()) {
            Files.copy(large.get().stored(), fresh);
        } else {
            try (OutputStream out = Files.newOutputStream(fresh, StandardOpenOption.CREATE_NEW)) {
                content.copyTo(out);
            }
        }
    }

    private void setExecutable(Path file) throws IOException {
        boolean should = mode == FileMode.EXECUTABLE_FILE;
        boolean done = mode == FileMode.SYMLINK || file.toFile().setExecutable(should);
        // where files have no such right, all of them have it
        if (should && !done) {
            throw new IOException("could not make " + file + " executable");
        }
    }

    private void linkFrom(Path file) throws IOException {
        if (content.getSize() > LONGEST_LINK) {
            throw noPath();
        }
        try {
            Files.createSymbolicLink(file, Path.of(new String(content.getBytes(), UTF_8)));
        } catch (InvalidPathException e) {
            throw noPath();
        }
    }

    private static UnsafePathException noPath() {
        return new UnsafePathException("a link to what is no path here");
    }
}
