package org.provenote.tracking.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether this user may write a file, and make it and its folders where they are missing. */
public final class WritableFile {
    private WritableFile() {}

    /** Why not, in words that follow the file's name; empty where nothing is known to speak against it. */
    public static Optional<String> obstacle(Path file) {
        Path there = nearestThere(file.toAbsolutePath());
        if (there.equals(file.toAbsolutePath())) {
            return ofFile(there);
        }
        return Files.isDirectory(there) ? ofFolder(there) : Optional.of(there + " is no folder");
    }

    private static Optional<String> ofFile(Path file) {
        if (Files.isDirectory(file)) {
            return Optional.of("it is a folder; name a file in it");
        }
        Path folder = file.getParent();
        return Files.isWritable(file) && folder != null
                ? ofFolder(folder)
                : Optional.of("this user may not write the file");
    }

    private static Optional<String> ofFolder(Path folder) {
        return Files.isWritable(folder)
                ? Optional.empty()
                : Optional.of("this user may not write to the folder " + folder);
    }

    private static Path nearestThere(Path file) {
        Path at = file;
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }
}
