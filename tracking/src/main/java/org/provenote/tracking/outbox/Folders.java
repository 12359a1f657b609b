package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.provenote.tracking.artifacts.SourceFolder;

/** Folders with all that they hold. */
final class Folders {
    private Folders() {}

    /** Copies the files of {@code from}, as {@link SourceFolder} finds them, into the existing folder {@code to}. */
    static void copy(Path from, Path to) throws IOException {
        for (Path file : SourceFolder.at(from).files()) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    /** Deletes a folder, and says whether it is gone. */
    static boolean delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            return !Files.exists(folder);
        }
        return true;
    }
}
