package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Writes files through a temporary name, so that nobody ever reads half of one. */
final class WholeFile {
    /** MLflow's prefix, so that its servers on the same folder leave these files out of their lists too. */
    private static final String UNFINISHED = ".artifact.uploading.";

    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final Set<StandardOpenOption> TO_WRITE_AND_READ =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);

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

    /** Writes a file with the rights of {@code source}, where there are any and the file system lets it; nobody has more before. */
    static void writeAs(Path source, InputStream content, Path place) throws IOException {
        if (!hasRights(source) || !hasRights(place.toAbsolutePath().getRoot())) {
            write(content, place);
            return;
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(source);
        write(content, place, part -> give(rights, part), OWNERS_ALONE);
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

    private static void write(InputStream content, Path place, Consumer<Path> finish, FileAttribute<?>... rights)
            throws IOException {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(place.toString());
        }
        // Java's temporary files are their user's alone, and stay so.
        Path part = place.toAbsolutePath().resolveSibling(UNFINISHED + UUID.randomUUID());
        FileChannel opened = made(part, rights);
        try (FileChannel written = opened) {
            content.transferTo(Channels.newOutputStream(written));
            finish.accept(part);
            movedOrMadeAgain(part, place, written, finish, rights);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static FileChannel made(Path part, FileAttribute<?>... rights) throws IOException {
        return DeletedFolder.outlive(() -> {
            Files.createDirectories(part.getParent());
            return FileChannel.open(part, TO_WRITE_AND_READ, rights);
        });
    }

    /** Who deletes the folder meanwhile deletes the part with it; what was written is still in what is open. */
    private static void movedOrMadeAgain(
            Path part, Path place, FileChannel written, Consumer<Path> finish, FileAttribute<?>... rights)
            throws IOException {
        DeletedFolder.outlive(() -> {
            if (!Files.exists(part)) {
                try (FileChannel again = made(part, rights)) {
                    Channels.newInputStream(written.position(0)).transferTo(Channels.newOutputStream(again));
                }
                finish.accept(part);
            }
            // In one step, where REPLACE_EXISTING would first remove what is there.
            return Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        });
    }
}
