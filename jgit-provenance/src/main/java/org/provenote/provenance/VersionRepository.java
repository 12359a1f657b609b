package org.provenote.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.Deflater;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.git.Attempt;
import org.provenote.provenance.git.BareRepository;
import org.provenote.provenance.git.GitFolder;
import org.provenote.provenance.git.RepositoryFormat;
import org.provenote.provenance.git.SharedRights;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.restore.Existing;
import org.provenote.provenance.restore.Restored;
import org.provenote.provenance.restore.StateRestore;
import org.provenote.provenance.secrets.Secrets;

/** Notebook versions in one Git folder, the user's or ours. Opened for each call, so that nothing stays open. */
final class VersionRepository {
    /** What is held in memory of one: as much is captured of a notebook that is open. */
    private static final int LARGEST = NotebookDocument.LARGEST;

    private final Path gitDir;

    VersionRepository(Path gitDir) {
        this.gitDir = gitDir;
    }

    /** Ours, made if it is not there. */
    static VersionRepository atOrNew(Path gitDir) throws IOException {
        BareRepository.createIfMissing(gitDir);
        return new VersionRepository(gitDir);
    }

    NotebookVersion save(String ref, TreePath path, KnownContent content, String message) throws IOException {
        try (Repository repository = open();
                ObjectInserter inserter = SharedRights.of(repository).inserter(repository)) {
            RepositoryFormat.requireRefsOfTheirOwn(repository, NotebookRef.PREFIX);
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, Secrets.mask(content.bytes()));
            ObjectId tree = TreeOfOne.insert(inserter, path, blob);
            inserter.flush();
            HiddenRef hidden = new HiddenRef(repository, ref);
            String whole = VersionMessage.ofNotebookAlone(message, path);
            ObjectId commit = hidden.advance(tip -> nextCommit(repository, inserter, tip, tree, content, whole));
            return new NotebookVersion(commit.name(), blob.name(), gitDir, ref, path.toString());
        }
    }

    /** The tip itself where its tree is the same, and what is said of it; without a parent where the tip is lost, or no commit. */
    ObjectId nextCommit(
            Repository repository,
            ObjectInserter inserter,
            @Nullable ObjectId tip,
            ObjectId tree,
            KnownContent content,
            String words)
            throws IOException {
        RevCommit before = tip == null ? null : commit(repository, tip);
        KnownContent known = before == null ? content : sinceThen(content, repository, before);
        String message = known.tellsItsId() ? words : VersionMessage.withId(words, known.id());
        if (before != null
                && tree.equals(before.getTree().getId())
                && VersionMessage.trailers(message).equals(VersionMessage.trailers(before.getFullMessage()))) {
            return before.getId();
        }
        ObjectId commit = inserter.insert(VersionCommit.of(tree, before == null ? null : tip, message));
        inserter.flush();
        return commit;
    }

    /** A version before that cannot be read says nothing. */
    private KnownContent sinceThen(KnownContent content, Repository repository, RevCommit before) {
        return content.id().isPresent()
                ? content
                : Attempt.to(() -> known(repository, before).map(content::after))
                        .orElse(content);
    }

    Optional<KnownContent> latest(String ref) throws IOException {
        try (Repository repository = open();
                RevWalk walk = new RevWalk(repository)) {
            Ref tip = repository.exactRef(ref);
            return tip == null ? Optional.empty() : known(repository, walk.parseCommit(tip.getObjectId()));
        }
    }

    private Optional<KnownContent> known(Repository repository, RevCommit commit) throws IOException {
        Optional<ObjectId> notebook = notebook(repository, commit);
        return notebook.isEmpty()
                ? Optional.empty()
                : Optional.of(VersionMessage.known(commit.getFullMessage(), bytes(repository, notebook.get())));
    }

    /** Whether it is a version that is here with its content. */
    boolean holds(String commitId) throws IOException {
        if (!ObjectId.isId(commitId)) {
            return false;
        }
        try (Repository repository = open();
                ObjectReader reader = repository.newObjectReader()) {
            Optional<ObjectId> notebook = notebook(repository, ObjectId.fromString(commitId));
            return notebook.isPresent() && reader.getObjectSize(notebook.get(), Constants.OBJ_BLOB) >= 0;
        } catch (MissingObjectException e) {
            return false;
        }
    }

    /** @throws VersionTooLargeException if it is larger than {@link #LARGEST} */
    byte[] read(String commitId) throws IOException {
        try (Repository repository = open()) {
            return bytes(
                    repository,
                    notebook(repository, ObjectId.fromString(commitId)).orElseThrow());
        }
    }

    void copy(String commitId, OutputStream to) throws IOException {
        try (Repository repository = open()) {
            ObjectId notebook =
                    notebook(repository, ObjectId.fromString(commitId)).orElseThrow();
            repository.open(notebook, Constants.OBJ_BLOB).copyTo(to);
        }
    }

    Restored restore(String commitId, Path folder, Existing existing) throws IOException {
        try (Repository repository = open();
                RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(ObjectId.fromString(commitId));
            String message = commit.getFullMessage();
            String notebook = VersionMessage.notebookPath(message).orElseThrow();
            return StateRestore.restore(
                    repository, commit.getTree(), VersionMessage.gaps(message), notebook, folder, existing);
        }
    }

    private static Optional<ObjectId> notebook(Repository repository, ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return notebook(repository, walk.parseCommit(id));
        }
    }

    private static Optional<ObjectId> notebook(Repository repository, RevCommit commit) throws IOException {
        Optional<String> path = VersionMessage.notebookPath(commit.getFullMessage());
        return path.isEmpty() ? Optional.empty() : blobAt(repository, commit, path.get());
    }

    private static Optional<ObjectId> blobAt(Repository repository, RevCommit commit, String path) throws IOException {
        try (TreeWalk found = TreeWalk.forPath(repository, path, commit.getTree())) {
            return found == null ? Optional.empty() : Optional.of(found.getObjectId(0));
        }
    }

    private byte[] bytes(Repository repository, ObjectId blob) throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            if (reader.getObjectSize(blob, Constants.OBJ_BLOB) > LARGEST) {
                throw new VersionTooLargeException(LARGEST, gitDir, blob.name());
            }
            // getBytes() refuses what is larger than a window
            try (InputStream content = reader.open(blob, Constants.OBJ_BLOB).openStream()) {
                return content.readAllBytes();
            }
        }
    }

    private static @Nullable RevCommit commit(Repository repository, ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(id);
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return null;
        }
    }

    private Repository open() throws IOException {
        return durable(GitFolder.openBare(gitDir));
    }

    /** What was acknowledged is on the disk; {@code git gc} will compress what is fast now. Set in memory only. */
    static Repository durable(Repository repository) {
        repository.getConfig().setBoolean("core", null, "fsyncobjectfiles", true);
        repository.getConfig().setBoolean("core", null, "fsyncreffiles", true);
        repository.getConfig().setInt("core", null, "compression", Deflater.BEST_SPEED);
        return repository;
    }
}
