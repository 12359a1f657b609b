package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Writes files through a temporary name, so that nobody ever reads half of one. */
final class WholeFile {
    /** MLflow's prefix, so that its servers on the same folder leave these files out of their lists too. */
    private static final String UNFINISHED = ".artifact.uploading.";

    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

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
        write(content, place, part -> Files.createFile(part), part -> {});
    }

    /** Writes a file with the rights of {@code source}, where there are any and the file system lets it; nobody has more before. */
    static void writeAs(Path source, InputStream content, Path place) throws IOException {
        if (!hasRights(source) || !hasRights(place.toAbsolutePath().getRoot())) {
            write(content, place);
            return;
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(source);
        write(content, place, part -> Files.createFile(part, OWNERS_ALONE), part -> give(rights, part));
    }

    private static boolean hasRights(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    }

    private static void give(Set<PosixFilePermission> rights, Path part) {
        try {
            Files.setPosixFilePermissions(part, rights);
        } catch (IOException fixed) {
            // By how the file system was mounted.
        }
    }

    /** Done to a file before it has its content, or before anybody sees it. */
    private interface Step {
        void of(Path part) throws IOException;
    }

    private static void write(InputStream content, Path place, Step begin, Step finish) throws IOException {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(place.toString());
        }
        Path folder = place.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Java's temporary files are their user's alone, and stay so.
        Path part = folder.resolve(UNFINISHED + UUID.randomUUID());
        try {
            begin.of(part);
            try (OutputStream out = Files.newOutputStream(part)) {
                content.transferTo(out);
            }
            finish.of(part);
            // In one step, where REPLACE_EXISTING would first remove what is there.
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
