package org.provenote.provenance.worktree;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.git.Deadline;

/** Whether the tracked files are as the commit has them. Reads the index, never writes it. */
public final class TreeState {
    private final Repository repository;
    private final Deadline deadline;
    private final DirCache index;
    private final Path workTree;
    private final PlainFolders folders = new PlainFolders();
    private final WorkTreeSettings settings;
    private final Submodules submodules;
    private final UnopenedFiles unopened;

    public TreeState(Repository repository, UnopenedFiles unopened, Deadline deadline) throws IOException {
        this.repository = repository;
        this.deadline = deadline;
        this.index = repository.readDirCache();
        this.workTree = repository.getWorkTree().toPath();
        this.settings = WorkTreeSettings.of(repository);
        this.submodules = Submodules.of(repository, unopened, deadline);
        this.unopened = unopened;
    }

    /** Empty when time ran out, or when only a filter program could tell. */
    public Optional<Boolean> dirty() throws IOException {
        if (hasConflict() || staged()) {
            return Optional.of(true);
        }
        List<String> otherBytes = new ArrayList<>();
        boolean unknown = false;
        for (DirCacheEntry entry : doubtful()) {
            if (deadline.passed()) {
                return Optional.empty();
            }
            switch (compare(entry)) {
                case GONE, OTHER_KIND, OTHER_REPOSITORY, UNOPENED -> {
                    return Optional.of(true);
                }
                case OTHER_BYTES -> otherBytes.add(entry.getPathString());
                case UNKNOWN -> unknown = true;
                case SAME -> {}
            }
        }
        return deadline.passed() || unknown
                ? Optional.empty()
                : new FilteredFiles(repository, index, deadline).anyModified(otherBytes);
    }

    /** The entries whose files do not at once look the same. One system call per file is nearly all the time here. */
    List<DirCacheEntry> doubtful() {
        return IntStream.range(0, index.getEntryCount())
                .parallel()
                .mapToObj(index::getEntry)
                .filter(entry -> !deadline.passed() && !looksSame(entry))
                .toList();
    }

    private boolean looksSame(DirCacheEntry entry) {
        try {
            return fileOf(entry).looksSame();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    TrackedFile.Verdict compare(DirCacheEntry entry) throws IOException {
        if (!FileName.isText(entry)) {
            return TrackedFile.Verdict.UNKNOWN;
        }
        try {
            return entry.getFileMode() == FileMode.GITLINK
                    ? submodules.compare(entry, file(entry))
                    : fileOf(entry).compare();
        } catch (InvalidPathException e) {
            // the locale of this process has no such letters
            return TrackedFile.Verdict.UNKNOWN;
        }
    }

    private TrackedFile fileOf(DirCacheEntry entry) {
        return new TrackedFile(entry, file(entry), folders, settings, unopened);
    }

    /** The index that was read at the start. */
    DirCache index() {
        return index;
    }

    /** The mode that Git would record. */
    FileMode modeOf(Candidate candidate) {
        return settings.modeOf(candidate.status(), candidate.recorded());
    }

    Path file(DirCacheEntry entry) {
        return workTree.resolve(entry.getPathString());
    }

    /** Adds what the index has otherwise than the commit, or no more; returns whether there is anything. */
    boolean addStaged(Set<String> changed, Set<String> removed) throws IOException {
        boolean any = false;
        try (TreeWalk walk = againstHead()) {
            while (walk.next()) {
                any = true;
                (walk.getFileMode(1) == FileMode.MISSING ? removed : changed).add(walk.getPathString());
            }
        }
        changed.removeAll(removed);
        return any;
    }

    /** The tree of the checked-out commit, or of the one that {@code git replace} put in its place (but for {@code core.useReplaceRefs}); null before the first commit. */
    @Nullable
    ObjectId headTree() throws IOException {
        boolean replaces = repository.getConfig().getBoolean("core", "usereplacerefs", true);
        ObjectId commit = replaces ? repository.resolve("HEAD^{commit}") : null;
        Ref other = commit == null ? null : repository.exactRef("refs/replace/" + commit.name());
        return repository.resolve((other == null ? "HEAD" : other.getObjectId().name()) + "^{tree}");
    }

    private boolean hasConflict() {
        return IntStream.range(0, index.getEntryCount())
                .anyMatch(i -> index.getEntry(i).getStage() > 0);
    }

    private boolean staged() throws IOException {
        try (TreeWalk walk = againstHead()) {
            return walk.next();
        }
    }

    private TreeWalk againstHead() throws IOException {
        TreeWalk walk = new TreeWalk(repository);
        ObjectId head = headTree();
        if (head == null) {
            walk.addTree(new EmptyTreeIterator());
        } else {
            walk.addTree(head);
        }
        walk.addTree(new DirCacheIterator(index));
        walk.setRecursive(true);
        walk.setFilter(TreeFilter.ANY_DIFF);
        return walk;
    }
}
