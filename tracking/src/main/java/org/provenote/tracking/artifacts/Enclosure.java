package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.provenote.tracking.MlflowException;

/**
 * A folder that nothing is read or written outside of. The one place where a checked path becomes a file: whatever the
 * links on the way, the place that they lead to must be below the folder.
 */
final class Enclosure {
    private final Path folder;

    Enclosure(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    Path folder() {
        return folder;
    }

    /** The file or folder at {@code path}; empty if there is none. */
    Optional<Path> readable(String path) throws IOException {
        Path file = folder.resolve(path);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Path real = file.toRealPath();
        if (!real.startsWith(folder.toRealPath())) {
            throw leaves(path);
        }
        return Optional.of(real);
    }

    /** As {@link #readable}, with nothing for what leads outside. */
    Optional<Path> readableOrNone(String path) {
        try {
            return readable(path);
        } catch (IOException | MlflowException e) {
            return Optional.empty();
        }
    }

    /** Where {@code path} may be written; its nearest existing folder must be below this one. */
    Path writable(String path) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(path);
        Path existing = path.isEmpty() ? file : file.getParent();
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        if (!existing.toRealPath().startsWith(folder.toRealPath())) {
            throw leaves(path);
        }
        return file;
    }

    private MlflowException leaves(String path) {
        return MlflowException.invalid("Invalid path: '" + path + "' leads out of the artifact root " + folder);
    }
}
