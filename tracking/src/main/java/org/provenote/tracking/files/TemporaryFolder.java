package org.provenote.tracking.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A new folder that is nobody else's; once closed, it is gone with all that it holds. */
public record TemporaryFolder(Path path) implements AutoCloseable {

    /** {@code prefix} begins its name, for who finds it after a crash. */
    public static TemporaryFolder named(String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(prefix));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
