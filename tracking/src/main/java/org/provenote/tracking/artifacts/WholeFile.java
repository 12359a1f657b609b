package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files through a temporary name, so that nobody ever reads half of one. */
final class WholeFile {
    /** MLflow's prefix, so that its servers on the same folder leave these files out of their lists too. */
    private static final String UNFINISHED = ".artifact.uploading.";

    private WholeFile() {}

    /** Whether a file is one that is still being written, or was when its program died. */
    static boolean isUnfinished(Path file) {
        return isUnfinished(file.getFileName().toString());
    }

    static boolean isUnfinished(String name) {
        return name.startsWith(UNFINISHED);
    }

    static void write(InputStream content, Path place) throws IOException {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(place.toString());
        }
        Path folder = place.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, UNFINISHED, "");
        try {
            Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
            // In one step, where REPLACE_EXISTING would first remove what is there.
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
