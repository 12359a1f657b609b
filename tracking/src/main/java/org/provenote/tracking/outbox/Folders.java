package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.provenote.tracking.artifacts.SourceFiles;
import org.provenote.tracking.files.LockedFiles;

/** Folders with all that they hold. */
final class Folders {
    private Folders() {}

    /** Copies the files of {@code from}, as {@link SourceFiles#in} finds them, into the existing folder {@code to}. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : (Iterable<Path>) files.filter(Folders::isSource)::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isSource(Path file) {
        return Files.isRegularFile(file) && !LockedFiles.include(file);
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
