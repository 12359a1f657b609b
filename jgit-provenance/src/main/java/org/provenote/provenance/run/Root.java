package org.provenote.provenance.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder, such as Jupyter's root, that paths named by others must not lead out of.
 *
 * @param folder absolute
 */
public record Root(Path folder) {
    public Root {
        folder = folder.toAbsolutePath().normalize();
    }

    /**
     * The place that {@code relative} names, which need not exist. Empty if it is not below this folder, by its names or by the
     * links that are on its way.
     */
    public Optional<Path> below(String relative) {
        try {
            Path path = folder.resolve(relative).normalize();
            boolean named = !relative.isBlank() && !Path.of(relative).isAbsolute();
            return named && path.startsWith(folder) && !path.equals(folder) && staysInside(path)
                    ? Optional.of(path)
                    : Optional.empty();
        } catch (InvalidPathException | IOException e) {
            return Optional.empty();
        }
    }

    /** A link to nowhere is not followed to see where it might lead: it counts as leading out. */
    private boolean staysInside(Path path) throws IOException {
        Path existing = path;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS) && !existing.equals(folder)) {
            existing = existing.getParent();
        }
        return existing.toRealPath().startsWith(folder.toRealPath());
    }
}
