package org.provenote.provenance.worktree;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an index records of a file, as the file system has it now, by one system call.
 *
 * @param kind the file's own, a link not followed
 * @param executable by its owner; false where there are no permissions
 * @param size in bytes
 * @param modified when its content changed last, or is said to have
 * @param changed when anything of it changed last, which nobody can set; {@code modified} where the system does not tell
 * @param key what the system knows it by, under all its names; null where it does not tell
 */
record FileStatus(
        Kind kind,
        boolean executable,
        long size,
        Instant modified,
        Instant changed,
        @Nullable Object key) {
    /** Whether files have modes, and a time of change. */
    static final boolean IS_UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    private static final String UNIX = "unix:mode,size,lastModifiedTime,ctime,fileKey";
    /** {@code S_IFMT} of {@code stat(2)}, and what it leaves of a link, a file and a folder. */
    private static final int KIND = 0170000;

    private static final int LINK = 0120000;
    private static final int FILE = 0100000;
    private static final int FOLDER = 0040000;
    private static final int OWNER_EXECUTES = 0100;

    enum Kind {
        LINK,
        FILE,
        FOLDER,
        OTHER
    }

    boolean isLink() {
        return kind == Kind.LINK;
    }

    boolean isFile() {
        return kind == Kind.FILE;
    }

    boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    static FileStatus of(Path file) throws IOException {
        return IS_UNIX
                ? of(Files.readAttributes(file, UNIX, LinkOption.NOFOLLOW_LINKS))
                : of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    private static FileStatus of(Map<String, Object> unix) {
        int mode = (Integer) unix.get("mode");
        Kind kind = switch (mode & KIND) {
            case LINK -> Kind.LINK;
            case FILE -> Kind.FILE;
            case FOLDER -> Kind.FOLDER;
            default -> Kind.OTHER;
        };
        return new FileStatus(
                kind,
                (mode & OWNER_EXECUTES) != 0,
                (Long) unix.get("size"),
                ((FileTime) unix.get("lastModifiedTime")).toInstant(),
                ((FileTime) unix.get("ctime")).toInstant(),
                unix.get("fileKey"));
    }

    private static FileStatus of(BasicFileAttributes file) {
        Kind kind = file.isSymbolicLink()
                ? Kind.LINK
                : file.isRegularFile() ? Kind.FILE : file.isDirectory() ? Kind.FOLDER : Kind.OTHER;
        Instant modified = file.lastModifiedTime().toInstant();
        return new FileStatus(kind, false, file.size(), modified, modified, file.fileKey());
    }
}
