package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

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

    /** Writes a file with the rights that the umask leaves. */
    static void write(InputStream content, Path place) throws IOException {
        write(content, place, part -> {});
    }

    /** Writes a file with the rights of {@code source}. */
    static void writeAs(Path source, InputStream content, Path place) throws IOException {
        write(content, place, part -> {
            if (Files.getFileAttributeView(part, PosixFileAttributeView.class) != null
                    && Files.getFileAttributeView(source, PosixFileAttributeView.class) != null) {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(source));
            }
        });
    }

    /** Done to a file before anybody sees it. */
    private interface Finish {
        void of(Path part) throws IOException;
    }

    private static void write(InputStream content, Path place, Finish finish) throws IOException {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(place.toString());
        }
        Path folder = place.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Java's temporary files are their user's alone, and stay so.
        Path part = folder.resolve(UNFINISHED + UUID.randomUUID());
        try {
            Files.copy(content, part);
            finish.of(part);
            // In one step, where REPLACE_EXISTING would first remove what is there.
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
