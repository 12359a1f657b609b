package org.provenote.provenance.worktree;

import java.nio.file.FileSystems;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import org.eclipse.jgit.lib.FileMode;

/** What the file system says of a file, in Git's words. */
final class FileKind {
    /** The attributes to ask for: with permissions where there are any. */
    static final Class<? extends BasicFileAttributes> ATTRIBUTES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? PosixFileAttributes.class
                    : BasicFileAttributes.class;

    private FileKind() {}

    static FileMode modeOf(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return FileMode.SYMLINK;
        }
        return isExecutable(attributes) ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE;
    }

    private static boolean isExecutable(BasicFileAttributes attributes) {
        return attributes instanceof PosixFileAttributes posix
                && posix.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    }
}
