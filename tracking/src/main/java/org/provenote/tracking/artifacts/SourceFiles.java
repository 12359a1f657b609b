package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.provenote.tracking.MlflowException;

/** What is to be logged. Where it cannot be read that is the caller's mistake, and no trouble of the storage. */
public final class SourceFiles {
    private SourceFiles() {}

    /**
     * The same file.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} if it cannot be read
     */
    public static Path readable(Path file) {
        if (!Files.isReadable(file)) {
            throw MlflowException.invalid("'" + file + "' is no file that can be read");
        }
        return file;
    }

    /**
     * The files in a folder and below it, also those that links lead to.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} if the folder or one of them cannot be read
     */
    public static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile).map(SourceFiles::readable).toList();
        } catch (IOException | UncheckedIOException e) {
            throw MlflowException.invalid("The folder '" + folder + "' could not be read: " + e.getMessage());
        }
    }
}
