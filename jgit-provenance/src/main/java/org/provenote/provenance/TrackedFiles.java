package org.provenote.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.provenote.provenance.git.GitFolder;

/** The files of a work tree against their index entries. */
final class TrackedFiles {
    private final Repository repository;
    private final DirCache index;
    private final Path workTree;
    private final boolean fileModes;

    TrackedFiles(Repository repository, DirCache index) {
        this.repository = repository;
        this.index = index;
        this.workTree = repository.getWorkTree().toPath();
        this.fileModes = repository.getConfig().getBoolean("core", "filemode", true);
    }

    /** Whether the file's size, time and mode say that it is the one in the index; false is no verdict. */
    boolean surelyClean(DirCacheEntry entry) {
        if (entry.isSkipWorkTree() || entry.isAssumeValid()) {
            return true;
        }
        if (entry.getFileMode() == FileMode.GITLINK || entry.isSmudged()) {
            return false;
        }
        try {
            return looksUnchanged(entry, attributes(workTree.resolve(entry.getPathString())));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Whether the content differs from the index; empty when only a filter program could tell. */
    Optional<Boolean> modified(DirCacheEntry entry) throws IOException {
        if (entry.getFileMode() == FileMode.GITLINK) {
            return submoduleModified(entry);
        }
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = new TreeWalk(repository, reader)) {
            walk.setOperationType(TreeWalk.OperationType.CHECKIN_OP);
            walk.addTree(new DirCacheIterator(index));
            FileTreeIterator files = new FileTreeIterator(repository);
            files.setDirCacheIterator(walk, 0);
            walk.addTree(files);
            walk.setRecursive(true);
            walk.setFilter(PathFilterGroup.create(List.of(PathFilter.create(entry.getPathString()))));
            return walk.next() ? modified(entry, walk, reader) : Optional.of(true);
        }
    }

    private Optional<Boolean> modified(DirCacheEntry entry, TreeWalk walk, ObjectReader reader) throws IOException {
        FileTreeIterator file = walk.getTree(1, FileTreeIterator.class);
        if (file == null || file.isModeDifferent(entry.getRawMode())) {
            return Optional.of(true);
        }
        if (needsProgram(walk)) {
            return Optional.empty();
        }
        return Optional.of(file.isModified(entry, true, reader));
    }

    private boolean needsProgram(TreeWalk walk) throws IOException {
        return walk.getFilterCommand("clean") != null;
    }

    private Optional<Boolean> submoduleModified(DirCacheEntry entry) throws IOException {
        Path folder = workTree.resolve(entry.getPathString());
        if (!Files.isDirectory(folder)) {
            return Optional.of(!Files.notExists(folder));
        }
        Optional<GitFolder> git =
                GitFolder.around(folder).filter(found -> found.workTree().endsWith(folder.getFileName()));
        if (git.isEmpty()) {
            // not checked out
            return Optional.of(false);
        }
        try (Repository submodule = git.get().open().orElseThrow()) {
            ObjectId head = submodule.resolve("HEAD");
            return Optional.of(head != null && !head.equals(entry.getObjectId()));
        }
    }

    private boolean looksUnchanged(DirCacheEntry entry, BasicFileAttributes now) {
        if (now.isSymbolicLink() != (entry.getFileMode() == FileMode.SYMLINK) || now.isDirectory() || now.isOther()) {
            return false;
        }
        return (int) now.size() == entry.getLength()
                && sameTime(
                        entry.getLastModifiedInstant(), now.lastModifiedTime().toInstant())
                && sameMode(entry, now);
    }

    /** To the precision that the index was written with: some writers keep whole seconds only. */
    private static boolean sameTime(Instant recorded, Instant now) {
        return recorded.getNano() == 0 ? recorded.getEpochSecond() == now.getEpochSecond() : recorded.equals(now);
    }

    private boolean sameMode(DirCacheEntry entry, BasicFileAttributes now) {
        return !fileModes
                || now.isSymbolicLink()
                || !(now instanceof PosixFileAttributes posix)
                || posix.permissions().contains(PosixFilePermission.OWNER_EXECUTE)
                        == (entry.getFileMode() == FileMode.EXECUTABLE_FILE);
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        Class<? extends BasicFileAttributes> kind =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? PosixFileAttributes.class
                        : BasicFileAttributes.class;
        return Files.readAttributes(file, kind, LinkOption.NOFOLLOW_LINKS);
    }
}
