package org.provenote.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.git.Attempt;
import org.provenote.provenance.git.Deadline;
import org.provenote.provenance.git.GitFolder;
import org.provenote.provenance.worktree.TreeState;
import org.provenote.provenance.worktree.UnopenedFiles;

/**
 * One look at a repository. It runs on a thread of its own, because a hostile config can name a pipe that never
 * answers; what it found so far can be taken at any time.
 */
final class GitLook implements Runnable {
    private final Path folder;
    private final Deadline deadline;
    private final Dirt dirt;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable GitState found;
    private volatile boolean ended;

    private GitLook(Path folder, Deadline deadline, Dirt dirt) {
        this.folder = folder;
        this.deadline = deadline;
        this.dirt = dirt;
    }

    /** Whether files differ from the commit. */
    private interface Dirt {
        Optional<Boolean> in(Repository repository, Deadline deadline) throws IOException;
    }

    static GitFindings at(Path folder, Duration budget, UnopenedFiles unopened) {
        return at(folder, budget, (repository, deadline) -> new TreeState(repository, unopened, deadline).dirty());
    }

    /** Whether it is dirty stays unknown. */
    static GitFindings withoutFiles(Path folder, Duration budget) {
        return at(folder, budget, (repository, deadline) -> Optional.empty());
    }

    private static GitFindings at(Path folder, Duration budget, Dirt dirt) {
        GitLook look = new GitLook(folder, Deadline.in(budget), dirt);
        Thread thread = new Thread(look, "provenote-git-state");
        thread.setDaemon(true);
        thread.start();
        look.await(budget);
        return new GitFindings(Optional.ofNullable(look.found), look.ended);
    }

    private void await(Duration budget) {
        try {
            done.await(budget.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // the user interrupted the cell: give what is known, and let the cell see the interrupt
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            Optional<GitFolder> git = GitFolder.around(folder);
            if (git.isPresent()) {
                look(git.get());
            }
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            // unknown is an answer
        } finally {
            ended = !deadline.passed();
            done.countDown();
        }
    }

    private void look(GitFolder git) throws IOException {
        GitState unknown =
                new GitState(git.workTree(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Optional<Repository> opened = open(git, unknown);
        if (opened.isEmpty()) {
            return;
        }
        try (Repository repository = opened.get()) {
            GitState clean = new GitState(
                    git.workTree(),
                    Attempt.to(() -> commit(repository)),
                    Attempt.to(() -> branch(repository)),
                    Attempt.to(() -> remoteUrl(repository)),
                    Optional.empty());
            found = clean;
            found = withDirty(clean, Attempt.to(() -> dirty(repository)));
        }
    }

    /** Without any HEAD there is nothing to be dirty against; one that points to a branch without commit is another matter. */
    private Optional<Boolean> dirty(Repository repository) throws IOException {
        return repository.exactRef(Constants.HEAD) == null ? Optional.empty() : dirt.in(repository, deadline);
    }

    private Optional<Repository> open(GitFolder git, GitState ifBroken) throws IOException {
        try {
            return git.open();
        } catch (IOException | RuntimeException e) {
            found = ifBroken;
            return Optional.empty();
        }
    }

    private static Optional<String> commit(Repository repository) throws IOException {
        return Optional.ofNullable(repository.resolve(Constants.HEAD + "^{commit}"))
                .map(ObjectId::name);
    }

    private static Optional<String> branch(Repository repository) throws IOException {
        Ref head = repository.exactRef(Constants.HEAD);
        return Optional.ofNullable(head)
                .filter(Ref::isSymbolic)
                .map(ref -> ref.getLeaf().getName())
                .filter(name -> name.startsWith(Constants.R_HEADS))
                .map(name -> name.substring(Constants.R_HEADS.length()));
    }

    private static Optional<String> remoteUrl(Repository repository) {
        return repository.getConfig().getSubsections("remote").stream()
                .map(name -> repository.getConfig().getString("remote", name, "url"))
                .filter(url -> url != null && !url.isBlank())
                .findFirst()
                .map(RemoteUrl::withoutCredentials);
    }

    private static GitState withDirty(GitState state, Optional<Boolean> dirty) {
        return new GitState(state.workTree(), state.commit(), state.branch(), state.remoteUrl(), dirty);
    }
}
