package org.provenote.provenance.worktree;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** What the file system says of a file. */
final class FileKind {
    private static final Set<String> VIEWS = FileSystems.getDefault().supportedFileAttributeViews();

    /** The attributes to ask for: with permissions where there are any. */
    static final Class<? extends BasicFileAttributes> ATTRIBUTES =
            VIEWS.contains("posix") ? PosixFileAttributes.class : BasicFileAttributes.class;

    static final boolean HAS_CHANGE_TIME = VIEWS.contains("unix");

    private FileKind() {}

    static boolean isExecutable(BasicFileAttributes attributes) {
        return attributes instanceof PosixFileAttributes posix
                && posix.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    }

    /** When anything of it changed last, which nobody can set; where {@link #HAS_CHANGE_TIME}. */
    static FileTime changeTime(Path file) throws IOException {
        return (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
    }
}
