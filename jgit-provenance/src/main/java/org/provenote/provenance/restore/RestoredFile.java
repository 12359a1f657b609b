package org.provenote.provenance.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;

/** A file or link of a tree. */
record RestoredFile(FileMode mode, ObjectLoader content) {

    static RestoredFile of(Repository repository, FileMode mode, ObjectId blob) throws IOException {
        return new RestoredFile(mode, repository.open(blob, Constants.OBJ_BLOB));
    }

    void writeTo(Path file) throws IOException {
        if (mode == FileMode.SYMLINK) {
            linkFrom(file);
            return;
        }
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            content.copyTo(out);
        }
        if (mode == FileMode.EXECUTABLE_FILE && !file.toFile().setExecutable(true)) {
            throw new IOException("could not make " + file + " executable");
        }
    }

    private void linkFrom(Path file) throws IOException {
        try {
            Files.createSymbolicLink(file, Path.of(new String(content.getBytes(), UTF_8)));
        } catch (InvalidPathException e) {
            throw new UnsafePathException("a link to what is no path here");
        }
    }
}
