package org.provenote.provenance.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/** A file that takes the place of another once it is written to its end; until then, and if that fails, the other stays. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes a file, or a link, that is not there yet. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path file) throws IOException;
    }

    /** Puts {@code content} at {@code file}, with the rights of the file that is there, if one is. A link is replaced, not followed. */
    public static void write(Path file, Content content) throws IOException {
        Path fresh = file.resolveSibling(".provenote-" + UUID.randomUUID());
        try {
            content.writeTo(fresh);
            keepRights(file, fresh);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void keepRights(Path old, Path fresh) throws IOException {
        PosixFileAttributeView rights = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (rights != null && isFile(old) && isFile(fresh)) {
            rights.setPermissions(Files.getPosixFilePermissions(old));
        }
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }
}
