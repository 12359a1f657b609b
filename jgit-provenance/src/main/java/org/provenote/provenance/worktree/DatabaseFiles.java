package org.provenote.provenance.worktree;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * SQLite's files, known by what stands beside them, without opening any. While a program has a database open, which may be a cell
 * of this very process, its log or journal is there; the file alone is not the whole database then.
 */
public final class DatabaseFiles {
    private static final List<String> BESIDE = List.of("-wal", "-shm", "-journal");

    private DatabaseFiles() {}

    /** Whether {@code file} is a database in use, or what SQLite keeps beside one. */
    public static boolean areInUse(Path file) {
        String name = file.getFileName().toString();
        return BESIDE.stream()
                .anyMatch(ending -> Files.isRegularFile(file.resolveSibling(name + ending))
                        || (name.endsWith(ending) && Files.isRegularFile(without(ending, file, name))));
    }

    private static Path without(String ending, Path file, String name) {
        return file.resolveSibling(name.substring(0, name.length() - ending.length()));
    }
}
