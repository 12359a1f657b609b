package org.provenote.tracking.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The databases and outboxes of this process. It has locks on them, and POSIX drops all locks of a process on a file once the
 * process closes any descriptor of that file: nobody but its owner may open one, not even to read it. Thread-safe.
 */
public final class LockedFiles {
    /** How a file's name ends, and the names of what SQLite keeps beside it if it is a database. */
    public static final List<String> ENDINGS = List.of("", "-wal", "-shm", "-journal");

    /** Each as often as it has owners. */
    private static final CopyOnWriteArrayList<Path> OWNED = new CopyOnWriteArrayList<>();

    private LockedFiles() {}

    /** For an owner, from before the file is opened until {@link #remove}. */
    public static void add(Path file) {
        OWNED.add(file);
    }

    /** As {@link #add}, for an owner who shares the file with nobody: false where it has one. */
    public static boolean addIfAbsent(Path file) {
        return OWNED.addIfAbsent(file);
    }

    public static void remove(Path file) {
        OWNED.remove(file);
    }

    /** Their real paths. Some of them may not be there. */
    public static Set<Path> all() {
        return OWNED.stream()
                .map(LockedFiles::real)
                .flatMap(LockedFiles::withCompanions)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether {@code file} is one of them, under whatever name. */
    public static boolean include(Path file) {
        return all().stream().anyMatch(locked -> isSame(locked, file));
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException notThere) {
            return file;
        }
    }

    private static Stream<Path> withCompanions(Path file) {
        return ENDINGS.stream().map(ending -> file.resolveSibling(file.getFileName() + ending));
    }

    private static boolean isSame(Path locked, Path file) {
        try {
            return Files.isSameFile(locked, file);
        } catch (IOException notThere) {
            return false;
        }
    }
}
