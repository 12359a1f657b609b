package org.provenote.provenance.worktree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files that this process has locks on, and that therefore are never opened here: POSIX drops all locks of a process on a file
 * once the process closes any descriptor of it, under whatever name.
 */
public final class UnopenedFiles {
    private final Set<Path> paths;
    private final Set<Object> keys;

    private UnopenedFiles(Set<Path> paths, Set<Object> keys) {
        this.paths = paths;
        this.keys = keys;
    }

    /** @param paths real ones; what is not there yet counts when it comes */
    public static UnopenedFiles of(Set<Path> paths) {
        Set<Object> keys = new HashSet<>();
        for (Path path : paths) {
            try {
                Object key =
                        Files.readAttributes(path, BasicFileAttributes.class).fileKey();
                if (key != null) {
                    keys.add(key);
                }
            } catch (IOException notThere) {
                // It is known by its path.
            }
        }
        return new UnopenedFiles(paths, keys);
    }

    /** @param key of the file itself, a link not followed; null where the system has none */
    public boolean include(Path file, @Nullable Object key) {
        return paths.contains(file) || (key != null && keys.contains(key));
    }
}
