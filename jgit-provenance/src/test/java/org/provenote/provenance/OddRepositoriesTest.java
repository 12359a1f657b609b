package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.provenance.git.GitFolder;
import org.provenote.provenance.worktree.CaptureLimits;

/** Repositories that stand where few do, or that only look like some: the right answer or unknown, and nothing changes. */
class OddRepositoriesTest extends RepositoryTrial {
    @Test
    void aCloneThatBorrowsObjectsKeepsItsVersionsItself() throws Exception {
        Git origin = Git.repository(temp.resolve("origin"));
        Git.in(temp).run("clone", "-q", "--shared", "origin", "clone");
        Git git = Git.in(temp.resolve("clone"));

        SavedState saved = NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"))
                .saveWithWorkTree("id", "x", "new".getBytes(UTF_8), "m", CaptureLimits.DEFAULT);

        assertThat(git.run("show", saved.version().commitId() + ":notebook.ipynb"))
                .isEqualTo("new");
        assertThat(origin.attempt("cat-file", "-e", saved.version().commitId()).exit())
                .isNotZero();
    }

    @Test
    void aPartialCloneIsReadWithoutFetching() throws Exception {
        Git origin = Git.repository(temp.resolve("origin"));
        origin.run("config", "uploadpack.allowFilter", "true");
        Git.in(temp)
                .run("clone", "-q", "--filter=blob:none", origin.folder.toUri().toString(), "clone");
        Git git = Git.in(temp.resolve("clone"));
        Files.move(origin.folder, temp.resolve("gone"));

        SavedState saved = NoProcesses.during(
                () -> NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"))
                        .saveWithWorkTree("id", "x", "new".getBytes(UTF_8), "m", CaptureLimits.DEFAULT));

        assertThat(git.run("show", saved.version().commitId() + ":notebook.ipynb"))
                .isEqualTo("new");
        assertThat(GitFindings.at(git.folder, LONG, Set.of())
                        .state()
                        .orElseThrow()
                        .dirty())
                .contains(false);
    }

    @Test
    void theWorkTreeOfABareRepositoryHasItsVersionsInIt() throws Exception {
        Git origin = Git.repository(temp.resolve("origin"));
        Git.in(temp).run("clone", "-q", "--bare", "origin", "bare.git");
        Git.in(temp.resolve("bare.git")).run("worktree", "add", "-q", "../tree");
        Git git = Git.in(temp.resolve("tree"));
        git.write("src/Model.java", "edited");
        Map<String, String> before = git.visible();

        GitState state = NoProcesses.during(() -> {
            save(git);
            return GitFindings.at(git.folder, LONG, Set.of()).state().orElseThrow();
        });

        assertThat(state.branch()).contains("tree");
        assertThat(state.dirty()).contains(true);
        assertThat(git.visible()).isEqualTo(before);
        assertThat(origin.attempt("rev-parse", "refs/provenote/id").exit()).isNotZero();
        assertThat(Git.in(temp.resolve("bare.git")).run("show", "refs/provenote/id:src/Model.java"))
                .isEqualTo("edited");
    }

    @Test
    void aSymbolicLinkToTheWorkTreeIsTheWorkTree() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), git.folder);

        NotebookVersions.beside(link.resolve("src/notebook.ipynb"), temp.resolve("fallback"))
                .saveWithWorkTree("id", "x", "new".getBytes(UTF_8), "m", CaptureLimits.DEFAULT);

        assertThat(git.run("show", "refs/provenote/id:src/notebook.ipynb")).isEqualTo("new");
    }

    @Test
    void aWorkTreeThatTheConfigPutsElsewhereIsNotOurs() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        Files.createDirectories(temp.resolve("elsewhere"));
        git.run("config", "core.worktree", temp.resolve("elsewhere").toString());

        assertThat(GitFindings.at(git.folder, LONG, Set.of()).state()).isEmpty();
    }

    @Test
    void aFolderReachedThroughALinkIsInTheRepositoryThatItIsIn() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        Files.createSymbolicLink(temp.resolve("link"), git.folder.resolve("src"));

        assertThat(GitFindings.at(temp.resolve("link"), LONG, Set.of())
                        .state()
                        .orElseThrow()
                        .workTree())
                .isEqualTo(git.folder.toRealPath());
    }

    @Test
    void aRefOfOursThatIsTheNameOfABranchDoesNotMoveTheBranch() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.run("symbolic-ref", "refs/provenote/id", "refs/heads/main");
        String before = git.run("rev-parse", "refs/heads/main");

        SavedState saved = save(git);

        assertThat(git.run("rev-parse", "refs/heads/main")).isEqualTo(before);
        assertThat(git.run("show", saved.version().commitId() + ":notebook.ipynb"))
                .isEqualTo("new");
    }

    @Test
    void aRefOfOursWhoseCommitIsLostBeginsAgain() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.write(".git/refs/provenote/id", "1".repeat(40) + "\n");

        SavedState saved = save(git);

        assertThat(git.run("rev-list", "--count", saved.version().commitId())).isEqualTo("1");
        assertThat(git.attempt("fsck", "--no-progress").exit()).isZero();
    }

    @Test
    void whereARefTakesThePlaceOfOursVersionsAreKeptBesideTheRuns() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.run("update-ref", "refs/provenote", "HEAD");
        Map<String, String> before = git.visible();

        assertThat(save(git).version().repository()).startsWith(temp.resolve("fallback"));
        assertThat(git.visible()).isEqualTo(before);
    }

    @Test
    void whereARefStandsBelowOursNobodyWaitsForItsLock() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.run("update-ref", "refs/provenote/id/below", "HEAD");

        try (Repository repository = GitFolder.openBare(git.folder.resolve(".git"))) {
            ObjectId head = repository.resolve("HEAD");
            assertThatThrownBy(() -> new HiddenRef(repository, "refs/provenote/id").advance(tip -> head))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Another ref takes the place");
        }
    }

    @Test
    void aFolderOfOurRefsThatLeadsToTheBranchesIsNotWrittenTo() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        Files.createSymbolicLink(git.folder.resolve(".git/refs/provenote"), Path.of("heads"));
        Map<String, String> before = git.visible();

        assertThat(save(git).version().repository()).startsWith(temp.resolve("fallback"));
        assertThat(git.visible()).isEqualTo(before);
    }

    @Test
    void aNotebookInASubmoduleOfALinkedWorkTreeIsTheSubmodules() throws Exception {
        Git main = Git.repository(temp.resolve("main"));
        Git inner = Git.repository(temp.resolve("inner"));
        main.run("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.folder.toString(), "sub");
        main.run("commit", "-qm", "sub");
        main.run("worktree", "add", "-q", "../linked", "-b", "side");
        Git linked = Git.in(temp.resolve("linked"));
        linked.run("-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init");
        Git sub = Git.in(linked.folder.resolve("sub"));
        sub.write("src/Model.java", "edited");
        Map<String, String> before = linked.visible();

        NoProcesses.during(() -> save(sub));

        assertThat(state(sub).commit()).contains(inner.run("rev-parse", "HEAD"));
        assertThat(state(sub).dirty()).contains(true);
        assertThat(state(linked).branch()).contains("side");
        assertThat(state(linked).dirty()).contains(true);
        assertThat(sub.run("show", "refs/provenote/id:src/Model.java")).isEqualTo("edited");
        assertThat(linked.attempt("rev-parse", "refs/provenote/id").exit()).isNotZero();
        assertThat(linked.visible()).isEqualTo(before);
    }

    @Test
    void aLinkedWorkTreeWhoseRepositoryIsGoneHasItsVersionsBesideTheRuns() throws Exception {
        Git main = Git.repository(temp.resolve("main"));
        main.run("worktree", "add", "-q", "../linked", "-b", "side");
        Git linked = Git.in(temp.resolve("linked"));
        Files.move(main.folder, temp.resolve("gone"));

        assertThat(GitFindings.at(linked.folder, LONG, Set.of()).state()).isEmpty();
        assertThat(save(linked).version().repository()).startsWith(temp.resolve("fallback"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mkfifo .git",
                "mkdir .git",
                "ln -s .git .git",
                "echo 'gitdir: .git' > .git",
                "echo 'gitdir: /dev/zero' > .git",
                "ln -s /dev/zero .git",
                "printf 'gitdir: a\\000b' > .git",
                "mkdir -p .git/refs .git/objects; mkfifo .git/HEAD",
                "mkdir -p .git/refs .git/objects; ln -s HEAD .git/HEAD",
                "mkdir -p .git; mkfifo .git/commondir; echo x > .git/HEAD"
            })
    void whatOnlyLooksLikeARepositoryIsNone(String script) throws Exception {
        Git git = Git.in(Files.createDirectories(temp.resolve("folder")));
        git.shell(script);

        Optional<GitState> state = NoProcesses.during(
                () -> GitFindings.at(git.folder, LONG, Set.of()).state());

        assertThat(state.flatMap(GitState::commit)).isEmpty();
        assertThat(state.flatMap(GitState::branch)).isEmpty();
        assertThat(state.flatMap(GitState::dirty)).isEmpty();
        assertThat(save(git).version().repository()).startsWith(temp.resolve("fallback"));
    }

    @Test
    void aRepositoryThatIsBareByItsSettingsHasNoWorkTree() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.run("config", "core.bare", "true");
        Map<String, String> before = git.files();

        assertThat(GitFindings.at(git.folder, LONG, Set.of()).state()).isEmpty();
        assertThat(save(git).version().commitId()).hasSize(40);
        before.keySet().removeIf(name -> name.contains("/objects"));
        assertThat(git.files()).containsAllEntriesOf(before);
    }

    @Test
    void aSha256RepositoryIsKnownByItsPlaceAloneAndNotWrittenTo() throws Exception {
        Git git = Git.in(Files.createDirectories(temp.resolve("repo")));
        git.run("init", "-q", "-b", "main", "--object-format=sha256");
        git.write("notebook.ipynb", "{}");
        git.run("add", "-A");
        git.run("commit", "-qm", "first");

        assertUnknownAndKeptElsewhere(git);
    }

    @Test
    void reftablesAreReadAndNotWrittenTo() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        String commit = git.run("rev-parse", "HEAD");
        toReftables(git);
        Map<String, String> before = git.files();

        SavedState saved = NoProcesses.during(() -> save(git));
        GitState state = GitFindings.at(git.folder, LONG, Set.of()).state().orElseThrow();

        assertThat(state.commit()).contains(commit);
        assertThat(state.branch()).contains("main");
        assertThat(state.dirty()).contains(false);
        assertThat(git.files()).isEqualTo(before);
        assertThat(saved.version().repository()).startsWith(temp.resolve("fallback"));
    }

    @Test
    void aLinkedWorkTreeWithReftablesIsUnknownRatherThanTheMainOne() throws Exception {
        Git main = Git.repository(temp.resolve("main"));
        main.run("worktree", "add", "-q", "../linked", "-b", "side");
        toReftables(main);

        assertUnknownAndKeptElsewhere(Git.in(temp.resolve("linked")));
    }

    @Test
    void reftablesThatAreOnlyClaimedAreUnknown() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.run("config", "core.repositoryFormatVersion", "1");
        git.run("config", "extensions.refStorage", "reftable");

        assertUnknownAndKeptElsewhere(git);
    }

    @Test
    void aFormatOfTheFutureIsUnknown() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.run("config", "core.repositoryFormatVersion", "99");

        assertUnknownAndKeptElsewhere(git);
    }

    @Test
    void aPartialCloneWithoutItsTreesIsNotCalledCleanAndFetchesNothing() throws Exception {
        Git origin = Git.repository(temp.resolve("origin"));
        origin.run("config", "uploadpack.allowFilter", "true");
        Git.in(temp)
                .run(
                        "clone",
                        "-q",
                        "-n",
                        "--filter=tree:0",
                        origin.folder.toUri().toString(),
                        "clone");
        Git git = Git.in(temp.resolve("clone"));
        Files.move(origin.folder, temp.resolve("gone"));
        git.write("notebook.ipynb", "{}");
        Map<String, String> before = git.files();

        SavedState saved = NoProcesses.during(() -> save(git));
        GitState state = GitFindings.at(git.folder, LONG, Set.of()).state().orElseThrow();

        assertThat(state.commit()).contains(git.run("rev-parse", "HEAD"));
        assertThat(state.dirty()).isNotEqualTo(Optional.of(false));
        before.forEach(
                (name, content) -> assertThat(git.folder.resolve("." + name)).exists());
        assertThat(git.run("show", saved.version().commitId() + ":notebook.ipynb"))
                .isEqualTo("new");
    }

    @Test
    void anObjectFolderThatIsAFileIsNoRepositoryToUsAsItIsNoneToGit() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.shell("rm -rf .git/objects; echo > .git/objects");
        assertThat(git.attempt("rev-parse", "HEAD").exit()).isNotZero();

        assertThat(GitFindings.at(git.folder, LONG, Set.of()).state()).isEmpty();
        assertThat(save(git).version().repository()).startsWith(temp.resolve("fallback"));
    }

    private void assertUnknownAndKeptElsewhere(Git git) throws Exception {
        Map<String, String> before = git.files();
        SavedState saved = NoProcesses.during(() -> save(git));
        GitState state = GitFindings.at(git.folder, LONG, Set.of()).state().orElseThrow();
        assertThat(state)
                .isEqualTo(new GitState(
                        git.folder.toRealPath(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(git.files()).isEqualTo(before);
        assertThat(saved.version().repository()).startsWith(temp.resolve("fallback"));
    }

    /** By JGit, for a Git of before 2.45 can neither make nor read them. */
    private static void toReftables(Git git) throws IOException {
        try (FileRepository repository =
                new FileRepository(git.folder.resolve(".git").toFile())) {
            repository.convertRefStorage("reftable", false, false);
        }
    }
}
