package org.provenote.tracking.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of this name that is nobody else's, in a folder of its own; once closed, both are gone. It is not there yet. */
public record TemporaryFile(Path path) implements AutoCloseable {

    public static TemporaryFile named(String name) throws IOException {
        return new TemporaryFile(Files.createTempDirectory("provenote-").resolve(name));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        Files.delete(path.getParent());
    }
}
