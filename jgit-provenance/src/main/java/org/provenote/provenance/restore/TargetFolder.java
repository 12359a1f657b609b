package org.provenote.provenance.restore;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;
import org.provenote.provenance.worktree.DatabaseFiles;

/**
 * A folder that nothing may be written out of.
 *
 * @param top its real path
 */
record TargetFolder(Path top) {
    private static final ObjectChecker NAMES =
            new ObjectChecker().setSafeForMacOS(true).setSafeForWindows(File.separatorChar == '\\');

    /** Where {@code path} goes; the folders above it are made, and what stands there is a file or link, if anything. */
    Path place(String path) throws IOException {
        Path file = resolve(path);
        Path folder = file.getParent();
        makeFolders(folder);
        // a link restored before, or there already, must not lead the next file elsewhere
        if (!folder.toRealPath().equals(folder)) {
            throw new UnsafePathException("a link on its way leads elsewhere");
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnsafePathException("a folder is in its place");
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && DatabaseFiles.areInUse(file)) {
            throw new UnsafePathException("a database that is in use is in its place");
        }
        return file;
    }

    private Path resolve(String path) throws IOException {
        try {
            byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
            NAMES.checkPath(bytes, 0, bytes.length);
            return top.resolve(path);
        } catch (CorruptObjectException | InvalidPathException e) {
            throw new UnsafePathException("not a name for a file here");
        }
    }

    static void makeFolders(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new UnsafePathException("a file is in the place of its folder");
        }
    }
}
