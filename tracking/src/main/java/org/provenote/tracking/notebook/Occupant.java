package org.provenote.tracking.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Which notebook stands at a path that a notebook's experiment knows it by. */
public enum Occupant {
    /** None, or one with another id: the notebook has moved away. */
    NONE,
    /** This very file, which a headless run in another folder, or a link, calls by another path. */
    SAME_FILE,
    /** Another file with the same id: the notebook is a copy of it. */
    ORIGINAL;

    /**
     * @param own the notebook's file
     * @param found the files with its id that the path may name
     */
    public static Occupant among(Optional<Path> own, Stream<Path> found) {
        return found.map(file -> own.filter(notebook -> isSame(notebook, file)).isPresent() ? SAME_FILE : ORIGINAL)
                .reduce(NONE, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }
}
