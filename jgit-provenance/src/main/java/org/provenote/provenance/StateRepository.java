package org.provenote.provenance;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.provenote.provenance.git.GitFolder;
import org.provenote.provenance.git.RepositoryFormat;
import org.provenote.provenance.git.SharedRights;
import org.provenote.provenance.secrets.Secrets;
import org.provenote.provenance.worktree.CaptureLimits;
import org.provenote.provenance.worktree.WorkTreeCapture;

/** Saves a notebook with the work tree that it stands in. */
final class StateRepository {
    private final GitFolder git;

    StateRepository(GitFolder git) {
        this.git = git;
    }

    SavedState save(String ref, Path notebook, KnownContent content, String message, CaptureLimits limits)
            throws IOException {
        TreePath path = TreePath.of(inWorkTree(notebook));
        try (Repository repository = VersionRepository.durable(open());
                ObjectInserter inserter = SharedRights.of(repository).inserter(repository)) {
            RepositoryFormat.requireRefsOfTheirOwn(repository, NotebookRef.PREFIX);
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, Secrets.mask(content.bytes()));
            WorkTreeCapture.Captured captured =
                    new WorkTreeCapture(repository, inserter, limits).capture(path.toString(), blob);
            inserter.flush();
            String whole = VersionMessage.of(message, path, captured.changes().gaps());
            VersionRepository versions = new VersionRepository(git.gitDir());
            ObjectId commit = new HiddenRef(repository, ref)
                    .advance(tip -> versions.nextCommit(repository, inserter, tip, captured.tree(), content, whole));
            return SavedState.whole(
                    new NotebookVersion(commit.name(), blob.name(), git.gitDir(), ref, path.toString()),
                    captured.changes());
        }
    }

    private Repository open() throws IOException {
        return git.open().orElseThrow(() -> new IOException(git.gitDir() + " has no work tree"));
    }

    private String inWorkTree(Path notebook) throws IOException {
        Path folder = notebook.getParent().toRealPath();
        Path inside = git.workTree().relativize(folder.resolve(notebook.getFileName()));
        return inside.toString().replace(inside.getFileSystem().getSeparator(), "/");
    }
}
