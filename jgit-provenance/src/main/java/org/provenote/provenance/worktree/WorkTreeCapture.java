package org.provenote.provenance.worktree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.provenote.provenance.git.Deadline;
import org.provenote.provenance.secrets.Secrets;

/**
 * Copies the work tree as it is into a Git tree: what is unchanged by the ids that the index has, what is modified or
 * untracked by content, smallest first, within limits.
 */
public final class WorkTreeCapture {
    private final Repository repository;
    private final ObjectInserter inserter;
    private final CaptureLimits limits;
    private final UnopenedFiles unopened;
    private final EncryptedFiles encrypted;
    private final Deadline deadline;
    private final TreeState state;
    private final Map<String, DirCacheEntry> captured = new LinkedHashMap<>();
    private final Set<String> gone = new TreeSet<>();
    private final List<String> masked = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final Set<String> modified = new TreeSet<>();
    private final Set<String> untracked = new TreeSet<>();
    private long bytes;

    /** A capture that has not begun; {@code inserter} is flushed by the caller. */
    public WorkTreeCapture(Repository repository, ObjectInserter inserter, CaptureLimits limits) throws IOException {
        this.repository = repository;
        this.inserter = inserter;
        this.limits = limits;
        this.deadline = Deadline.in(limits.budget());
        this.unopened = UnopenedFiles.of(limits.unopened());
        this.state = new TreeState(repository, unopened, deadline);
        this.encrypted = new EncryptedFiles(repository, state.index());
    }

    /** What {@link #capture} made: the tree, and how it differs from the commit. */
    public record Captured(ObjectId tree, WorkTreeChanges changes) {}

    /** Captures once, with {@code notebook} standing at {@code notebookPath} instead of what is on the disk. */
    public Captured capture(String notebookPath, ObjectId notebook) throws IOException {
        List<Candidate> candidates = candidates();
        candidates.removeIf(candidate -> candidate.path().equals(notebookPath));
        candidates.sort(Comparator.comparing(Candidate::tracked)
                .reversed()
                .thenComparing(Candidate::size)
                .thenComparing(Candidate::path));
        candidates.forEach(this::take);
        boolean staged = state.addStaged(modified, gone);
        CapturedTree tree = new CapturedTree(captured, gone, notebookPath, notebook);
        try (ObjectReader reader = inserter.newReader()) {
            return new Captured(
                    staged
                            ? tree.onIndex(state.index(), reader, inserter)
                            : tree.onCommit(state.headTree(), reader, inserter),
                    changes());
        }
    }

    private List<Candidate> candidates() throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (DirCacheEntry entry : state.doubtful()) {
            addIfModified(entry, candidates);
        }
        new UntrackedFiles(repository, state.index(), unopened, deadline, candidates, leftOut)
                .find(IgnoreRules.around(repository));
        return candidates;
    }

    private void addIfModified(DirCacheEntry entry, List<Candidate> candidates) throws IOException {
        String path = entry.getPathString();
        if (deadline.passed()) {
            leftOut.add(new LeftOut(path, 0, LeftOut.Reason.OUT_OF_TIME));
            return;
        }
        switch (state.compare(entry)) {
            case SAME -> {}
            case GONE -> gone.add(path);
            case UNKNOWN -> leftOut.add(new LeftOut(path, 0, LeftOut.Reason.UNREADABLE));
            case OTHER_REPOSITORY -> leftOut.add(new LeftOut(path, 0, LeftOut.Reason.OTHER_REPOSITORY));
            case OTHER_KIND, OTHER_BYTES, UNOPENED ->
                candidates.add(Candidate.of(path, state.file(entry), entry.getFileMode()));
        }
    }

    private void take(Candidate candidate) {
        Optional<LeftOut.Reason> refused = refusal(candidate);
        if (refused.isPresent()) {
            leftOut.add(new LeftOut(candidate.path(), candidate.size(), refused.get()));
            return;
        }
        try {
            store(candidate);
        } catch (IOException | InvalidPathException e) {
            leftOut.add(new LeftOut(candidate.path(), candidate.size(), LeftOut.Reason.UNREADABLE));
        }
    }

    private Optional<LeftOut.Reason> refusal(Candidate candidate) {
        if (!candidate.isFileOrLink()) {
            return Optional.of(LeftOut.Reason.NOT_A_FILE);
        }
        if (unopened.include(candidate.file(), candidate.status().key())) {
            return Optional.of(LeftOut.Reason.IN_USE);
        }
        if (!candidate.tracked()
                && Secrets.isSecretFile(candidate.file().getFileName().toString())) {
            return Optional.of(LeftOut.Reason.SECRET);
        }
        if (encrypted.include(candidate.path())) {
            return Optional.of(LeftOut.Reason.ENCRYPTED);
        }
        if (candidate.size() > limits.fileBytes()) {
            return Optional.of(LeftOut.Reason.FILE_TOO_LARGE);
        }
        if (bytes + candidate.size() > limits.totalBytes() || captured.size() >= limits.files()) {
            return Optional.of(LeftOut.Reason.TOTAL_TOO_LARGE);
        }
        if (candidate.status().isFile() && DatabaseFiles.areInUse(candidate.file())) {
            return Optional.of(LeftOut.Reason.IN_USE);
        }
        return deadline.passed() ? Optional.of(LeftOut.Reason.OUT_OF_TIME) : Optional.empty();
    }

    private void store(Candidate candidate) throws IOException {
        CapturedFile file = CapturedFile.store(candidate, state.modeOf(candidate), inserter);
        captured.put(candidate.path(), file.entry());
        bytes += candidate.size();
        (candidate.tracked() ? modified : untracked).add(candidate.path());
        if (file.masked()) {
            masked.add(candidate.path());
        }
    }

    private WorkTreeChanges changes() throws IOException {
        return new WorkTreeChanges(
                Optional.ofNullable(repository.resolve("HEAD^{commit}")).map(ObjectId::name),
                List.copyOf(modified),
                List.copyOf(gone),
                List.copyOf(untracked),
                List.copyOf(masked),
                List.copyOf(leftOut));
    }
}
