package org.provenote.provenance.worktree;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.attributes.Attributes;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.provenote.provenance.git.Deadline;

/**
 * Files whose bytes differ from the index, as Git sees them after line endings and filters. Git LFS, the one filter
 * that many use, is compared by its pointer; any other filter is a program, which is not run.
 */
final class FilteredFiles {
    private final Repository repository;
    private final DirCache index;
    private final Deadline deadline;

    FilteredFiles(Repository repository, DirCache index, Deadline deadline) {
        this.repository = repository;
        this.index = index;
        this.deadline = deadline;
    }

    /** Whether one of {@code paths} differs; empty when none surely does and some cannot be told. */
    Optional<Boolean> anyModified(List<String> paths) throws IOException {
        if (paths.isEmpty()) {
            return Optional.of(false);
        }
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = walk(paths, reader)) {
            return anyModified(walk, reader);
        }
    }

    private TreeWalk walk(List<String> paths, ObjectReader reader) throws IOException {
        TreeWalk walk = new TreeWalk(repository, reader);
        walk.setOperationType(TreeWalk.OperationType.CHECKIN_OP);
        // else JGit takes a file of the recorded size and time for the recorded one
        paths.forEach(path -> index.getEntry(path).smudgeRacilyClean());
        walk.addTree(new DirCacheIterator(index));
        FileTreeIterator files = new FileTreeIterator(repository);
        files.setDirCacheIterator(walk, 0);
        walk.addTree(files);
        walk.setRecursive(true);
        walk.setFilter(PathFilterGroup.createFromStrings(paths));
        return walk;
    }

    private Optional<Boolean> anyModified(TreeWalk walk, ObjectReader reader) throws IOException {
        boolean unknown = false;
        while (walk.next()) {
            if (deadline.passed()) {
                return Optional.empty();
            }
            Optional<Boolean> modified = modified(walk, reader);
            if (modified.orElse(false)) {
                return modified;
            }
            unknown |= modified.isEmpty();
        }
        return unknown ? Optional.empty() : Optional.of(false);
    }

    private Optional<Boolean> modified(TreeWalk walk, ObjectReader reader) throws IOException {
        DirCacheIterator recorded = walk.getTree(0, DirCacheIterator.class);
        FileTreeIterator file = walk.getTree(1, FileTreeIterator.class);
        if (recorded == null || file == null) {
            return Optional.of(recorded != null);
        }
        DirCacheEntry entry = recorded.getDirCacheEntry();
        Attributes attributes = walk.getAttributes();
        if ("lfs".equals(attributes.getValue("filter"))) {
            return lfsModified(entry, walk, reader);
        }
        return needsMore(attributes) || walk.getFilterCommand("clean") != null
                ? Optional.empty()
                // with line endings as Git would store them
                : Optional.of(!file.getEntryObjectId().equals(entry.getObjectId()));
    }

    /** Conversions that JGit does not know. */
    private static boolean needsMore(Attributes attributes) {
        return attributes.isSet("ident") || attributes.getValue("working-tree-encoding") != null;
    }

    private Optional<Boolean> lfsModified(DirCacheEntry entry, TreeWalk walk, ObjectReader reader) throws IOException {
        Optional<LfsPointer> pointer = LfsPointer.parse(reader, entry.getObjectId());
        if (pointer.isEmpty()) {
            return Optional.of(true);
        }
        return Optional.of(
                !pointer.get().describes(repository.getWorkTree().toPath().resolve(walk.getPathString())));
    }
}
