package org.provenote.provenance.git;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.util.FS;

/** Where Git finds files of the user's. */
public final class UserFiles {
    private static final String HOME = "~/";

    private UserFiles() {}

    /**
     * The file that a setting names as below the user's home.
     *
     * @throws InvalidPathException if it is no path
     */
    public static Optional<Path> belowHome(String named, FS fs) {
        return Optional.of(named)
                .filter(path -> path.startsWith(HOME))
                .map(path -> fs.userHome().toPath().resolve(path.substring(HOME.length())));
    }

    /** {@code XDG_CONFIG_HOME}, or what stands for it. */
    public static Path configFolder(FS fs) {
        String folder = System.getenv("XDG_CONFIG_HOME");
        return folder == null || folder.isBlank() ? fs.userHome().toPath().resolve(".config") : Path.of(folder);
    }
}
