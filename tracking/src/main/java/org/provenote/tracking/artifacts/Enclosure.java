package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.provenote.tracking.MlflowException;

/**
 * A folder that nothing is read or written outside of. The one place where a checked path becomes a file: whatever the
 * links on the way, the place that they lead to must be below the folder.
 */
final class Enclosure {
    private final Path boundary;
    private final Path folder;

    Enclosure(Path folder) {
        this(folder, "");
    }

    /** The folder at {@code path} below {@code boundary}, which itself must not lead out of that. */
    Enclosure(Path boundary, String path) {
        this.boundary = boundary.toAbsolutePath().normalize();
        this.folder = resolved(this.boundary, path).normalize();
    }

    Path folder() {
        return folder;
    }

    /** The file or folder at {@code path}; empty if there is none. */
    Optional<Path> readable(String path) throws IOException {
        Path file = resolved(folder, path);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Path real = file.toRealPath();
        if (!real.startsWith(folder.toRealPath()) || !real.startsWith(boundary.toRealPath())) {
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
        Files.createDirectories(boundary);
        requireBelow(boundary, folder, path);
        Files.createDirectories(folder);
        Path file = resolved(folder, path);
        requireBelow(folder, path.isEmpty() ? file : file.getParent(), path);
        return file;
    }

    private void requireBelow(Path above, Path place, String path) throws IOException {
        Path existing = place;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        if (!existing.toRealPath().startsWith(above.toRealPath())) {
            throw leaves(path);
        }
    }

    private static Path resolved(Path folder, String path) {
        try {
            return folder.resolve(path);
        } catch (InvalidPathException e) {
            throw MlflowException.invalid("Invalid path: '" + path + "' cannot be the name of a file here: "
                    + e.getReason() + ". A locale with UTF-8, such as LC_ALL=C.UTF-8, allows every name");
        }
    }

    private static MlflowException leaves(String path) {
        return MlflowException.invalid("Invalid path: '" + path + "' leads out of the artifact root");
    }
}
