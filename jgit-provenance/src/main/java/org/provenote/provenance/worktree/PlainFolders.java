package org.provenote.provenance.worktree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which folders are reached without a link on the way; each is asked about once. Thread-safe. */
final class PlainFolders {
    private final Map<Path, Boolean> known = new ConcurrentHashMap<>();

    /** Git does not look through a link, or a file, that stands in the place of a folder. */
    boolean hold(Path file) {
        return known.computeIfAbsent(file.getParent(), PlainFolders::isPlain);
    }

    private static boolean isPlain(Path folder) {
        try {
            return Files.isDirectory(folder) && folder.toRealPath().equals(folder);
        } catch (IOException e) {
            return false;
        }
    }
}
