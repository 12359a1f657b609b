package org.provenote.provenance;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Whether the tracked files are as the commit has them. Reads the index, never writes it. */
final class TreeState {
    private final Repository repository;
    private final Deadline deadline;

    TreeState(Repository repository, Deadline deadline) {
        this.repository = repository;
        this.deadline = deadline;
    }

    /** Empty when time ran out, or when only a filter program could tell. */
    Optional<Boolean> dirty() throws IOException {
        DirCache index = repository.readDirCache();
        if (hasConflict(index) || staged(index)) {
            return Optional.of(true);
        }
        TrackedFiles files = new TrackedFiles(repository, index);
        List<DirCacheEntry> doubtful = doubtful(index, files);
        return deadline.passed() ? Optional.empty() : anyModified(files, doubtful);
    }

    private Optional<Boolean> anyModified(TrackedFiles files, List<DirCacheEntry> doubtful) throws IOException {
        boolean unknown = false;
        for (DirCacheEntry entry : doubtful) {
            if (deadline.passed()) {
                return Optional.empty();
            }
            Optional<Boolean> modified = files.modified(entry);
            if (modified.orElse(false)) {
                return modified;
            }
            unknown |= modified.isEmpty();
        }
        return unknown ? Optional.empty() : Optional.of(false);
    }

    private List<DirCacheEntry> doubtful(DirCache index, TrackedFiles files) {
        // one lstat per file is nearly all the time there is to save
        return IntStream.range(0, index.getEntryCount())
                .parallel()
                .mapToObj(index::getEntry)
                .filter(entry -> !deadline.passed() && !files.surelyClean(entry))
                .toList();
    }

    private static boolean hasConflict(DirCache index) {
        return IntStream.range(0, index.getEntryCount())
                .anyMatch(i -> index.getEntry(i).getStage() > 0);
    }

    private boolean staged(DirCache index) throws IOException {
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = new TreeWalk(repository, reader)) {
            ObjectId head = repository.resolve("HEAD^{tree}");
            if (head == null) {
                walk.addTree(new EmptyTreeIterator());
            } else {
                walk.addTree(head);
            }
            walk.addTree(new DirCacheIterator(index));
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            return walk.next();
        }
    }
}
