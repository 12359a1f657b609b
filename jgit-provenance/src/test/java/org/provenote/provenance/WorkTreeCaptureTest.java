package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.provenance.worktree.CaptureLimits;
import org.provenote.provenance.worktree.LeftOut;
import org.provenote.provenance.worktree.WorkTreeChanges;

class WorkTreeCaptureTest {
    @TempDir
    Path temp;

    private Git git;

    @BeforeEach
    void prepare() throws IOException {
        git = Git.repository(temp.resolve("repo"));
    }

    private SavedState save(CaptureLimits limits) throws IOException {
        return NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"))
                .saveWithWorkTree("id", "ignored.ipynb", "{\"v\": 1}".getBytes(UTF_8), "run 1", limits);
    }

    private SavedState save() throws IOException {
        return save(CaptureLimits.DEFAULT);
    }

    private static WorkTreeChanges changes(SavedState state) {
        return state.changes().orElseThrow();
    }

    private String show(SavedState state, String path) throws IOException {
        return git.run("show", state.version().commitId() + ":" + path);
    }

    @Test
    void aCleanTreeIsTheCommitsTreeWithTheNotebook() throws Exception {
        SavedState state = NoProcesses.during(this::save);

        assertThat(state.version().path()).isEqualTo("notebook.ipynb");
        assertThat(git.run("diff", "--name-only", "HEAD", state.version().commitId()))
                .isEqualTo("notebook.ipynb");
        assertThat(changes(state).complete()).isTrue();
        assertThat(changes(state).commit()).contains(git.run("rev-parse", "HEAD"));
        assertThat(changes(state).modified()).isEmpty();
        assertThat(git.run("fsck", "--strict")).isEmpty();
    }

    @Test
    void theClearTextOfWhatGitStoresEncryptedIsLeftOut() throws Exception {
        git.run("config", "filter.git-crypt.clean", "tr a-z n-za-m");
        git.run("config", "filter.nbstripout.clean", "cat");
        git.write(
                ".gitattributes",
                "# filter=git-crypt\n/keys/** filter=git-crypt diff=git-crypt\n\"/my keys/*\" filter=git-crypt\n"
                        + "*.nb filter=nbstripout\n*.pub -filter\n");
        git.write("deep/.gitattributes", "*.conf filter=git-crypt\n");
        git.write("keys/db.txt", "hidden one");
        git.write("keys/own.pub", "shown");
        git.write("plain.nb", "stripped");
        git.run("add", "-A");
        git.run("commit", "-qm", "encrypted");
        git.write("keys/db.txt", "hidden two");
        git.write("keys/new/api.txt", "hidden three");
        git.write("my keys/mail.txt", "hidden four");
        git.write("deep/down/a.conf", "hidden five");
        git.write("keys/own.pub", "shown again");
        Files.delete(git.folder.resolve("deep/.gitattributes"));
        git.write("plain.nb", "stripped again");

        SavedState state = NoProcesses.during(this::save);

        assertThat(changes(state).leftOut())
                .extracting(LeftOut::path, LeftOut::reason)
                .containsExactlyInAnyOrder(
                        tuple("keys/db.txt", LeftOut.Reason.ENCRYPTED),
                        tuple("keys/new/api.txt", LeftOut.Reason.ENCRYPTED),
                        tuple("my keys/mail.txt", LeftOut.Reason.ENCRYPTED),
                        tuple("deep/down/a.conf", LeftOut.Reason.ENCRYPTED));
        assertThat(show(state, "keys/own.pub")).isEqualTo("shown again");
        assertThat(show(state, "keys/db.txt")).isEqualTo("uvqqra bar");
        assertThat(show(state, "plain.nb")).isEqualTo("stripped again");
        String objects = git.run("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)");
        for (String object : objects.lines().filter(o -> o.endsWith("blob")).toList()) {
            assertThat(git.run("cat-file", "blob", object.split(" ")[0])).doesNotContain("hidden");
        }
    }

    @Test
    void modifiedStagedDeletedAndUntrackedFilesAreInTheCommitAndNothingElseChanges() throws Exception {
        git.write("gone.txt", "gone");
        git.write("removed.txt", "removed");
        git.run("add", "-A");
        git.run("commit", "-qm", "more");
        git.write("src/Model.java", "class Changed {}\n");
        git.write("staged.txt", "staged");
        git.run("add", "staged.txt");
        git.write("staged.txt", "staged, then edited");
        git.write("new/deep/größe.txt", "untracked");
        git.write(".gitignore", "*.log\n/build/\n!keep.log\n");
        git.write("noise.log", "ignored");
        git.write("keep.log", "kept");
        git.write("build/out.class", "ignored");
        git.write("src/.gitignore", "secret-*\n");
        git.write("src/secret-x", "ignored");
        Files.delete(git.folder.resolve("gone.txt"));
        git.run("rm", "-q", "removed.txt");
        Files.createSymbolicLink(git.folder.resolve("link"), Path.of("src/Model.java"));
        assertThat(git.write("run.sh", "#!/bin/sh\n").toFile().setExecutable(true))
                .isTrue();
        var before = git.visible();

        SavedState state = save();

        assertThat(git.visible()).isEqualTo(before);
        assertThat(changes(state).modified()).containsExactly("src/Model.java", "staged.txt");
        assertThat(changes(state).deleted()).containsExactly("gone.txt", "removed.txt");
        assertThat(changes(state).untracked())
                .containsExactly(".gitignore", "keep.log", "link", "new/deep/größe.txt", "run.sh", "src/.gitignore");
        assertThat(changes(state).complete()).isTrue();
        // plain Git's own idea of the whole: a stash of everything
        git.run("add", "-A");
        String expected = git.run("write-tree");
        assertThat(git.run("diff", "--name-only", expected, state.version().commitId()))
                .isEqualTo("notebook.ipynb");
        assertThat(show(state, "notebook.ipynb")).isEqualTo("{\"v\": 1}");
    }

    @Test
    void theSameStateIsTheSameCommit() throws Exception {
        git.write("new.txt", "new");
        SavedState first = save();
        String objects = git.run("count-objects");

        assertThat(save()).isEqualTo(first);
        assertThat(git.run("count-objects")).isEqualTo(objects);
    }

    @Test
    void beforeTheFirstCommitUntrackedFilesAreCaptured() throws Exception {
        git = Git.empty(temp.resolve("fresh"));
        git.write("a.txt", "a");

        SavedState state = save();

        assertThat(changes(state).commit()).isEmpty();
        assertThat(show(state, "a.txt")).isEqualTo("a");
    }

    @Test
    void inAMergeConflictTheFilesAreCapturedAsTheyStand() throws Exception {
        git.run("checkout", "-qb", "other");
        git.write("src/Model.java", "other\n");
        git.run("commit", "-qam", "other");
        git.run("checkout", "-q", "main");
        git.write("src/Model.java", "main\n");
        git.run("commit", "-qam", "main");
        assertThat(git.attempt("merge", "other").exit()).isNotZero();

        SavedState state = save();

        assertThat(show(state, "src/Model.java")).contains("<<<<<<<");
        assertThat(changes(state).modified()).containsExactly("src/Model.java");
    }

    @Test
    void whatIsTooLargeIsLeftOutAndSaidSmallFilesFirst() throws Exception {
        git.write("large.csv", "x".repeat(2000));
        git.write("a-medium.csv", "x".repeat(600));
        git.write("b-medium.csv", "x".repeat(601));
        git.write("small.csv", "x");

        SavedState state = save(new CaptureLimits(1000, 1000, 100, Duration.ofSeconds(10), Set.of()));

        assertThat(changes(state).untracked()).containsExactly("a-medium.csv", "small.csv");
        assertThat(changes(state).leftOut())
                .containsExactlyInAnyOrder(
                        new LeftOut("large.csv", 2000, LeftOut.Reason.FILE_TOO_LARGE),
                        new LeftOut("b-medium.csv", 601, LeftOut.Reason.TOTAL_TOO_LARGE));
        assertThat(changes(state).complete()).isFalse();
    }

    @Test
    void aLargeModifiedFileThatIsLeftOutStaysAsCommittedInTheTree() throws Exception {
        git.write("src/Model.java", "y".repeat(2000));

        SavedState state = save(new CaptureLimits(1000, 1000, 100, Duration.ofSeconds(10), Set.of()));

        assertThat(show(state, "src/Model.java")).isEqualTo("class Model {}");
        assertThat(changes(state).leftOut()).extracting(LeftOut::path).containsExactly("src/Model.java");
    }

    @Test
    void withNoTimeTheRestIsLeftOutAndSaid() throws Exception {
        git.write("new.txt", "new");

        SavedState state = save(new CaptureLimits(1000, 1000, 100, Duration.ZERO, Set.of()));

        assertThat(changes(state).leftOut()).extracting(LeftOut::reason).contains(LeftOut.Reason.OUT_OF_TIME);
    }

    @Test
    void whatToolsWriteIsPassedOver() throws Exception {
        git.write("mlflow.db", "db");
        git.write("mlflow.db.corrupt-20261130-084106", "set aside");
        git.write("mlflow.db-wal.of-replaced-1796028066000", "log");
        git.write("node_modules/a/index.js", "");
        git.write("mlruns/0/x", "artifact");
        git.write(".ipynb_checkpoints/notebook-checkpoint.ipynb", "{}");

        assertThat(changes(save()).untracked()).isEmpty();
    }

    @Test
    void secretFilesAreLeftOutAndSecretsWithinFilesMasked() throws Exception {
        git.write(".env", "PASSWORD=hunter22");
        git.write("config.txt", "url=https://me:hunter22@example.org/\nother=1\n");

        SavedState state = save();

        assertThat(changes(state).leftOut()).containsExactly(new LeftOut(".env", 17, LeftOut.Reason.SECRET));
        assertThat(changes(state).masked()).containsExactly("config.txt");
        assertThat(show(state, "config.txt")).isEqualTo("url=https://me:***@example.org/\nother=1");
    }

    @Test
    void aHomeFolderThatIsAWorkTreeIsNotCapturedWhole() throws Exception {
        git.write(".ssh/config", "Host x");
        git.write("letter.txt", "mine");

        assertThat(changes(save()).leftOut()).containsExactly(new LeftOut(".ssh", 0, LeftOut.Reason.SECRET));

        git.run("config", "status.showUntrackedFiles", "no");
        assertThat(changes(save()).untracked()).isEmpty();
    }

    @Test
    void pipesNestedRepositoriesAndUnreadableFilesAreLeftOutAndSaid() throws Exception {
        new ProcessBuilder("mkfifo", git.folder.resolve("pipe").toString())
                .start()
                .waitFor();
        Git.repository(git.folder.resolve("nested"));

        SavedState state = save();

        assertThat(changes(state).leftOut())
                .extracting(LeftOut::path, LeftOut::reason)
                .containsExactlyInAnyOrder(
                        tuple("pipe", LeftOut.Reason.NOT_A_FILE), tuple("nested", LeftOut.Reason.OTHER_REPOSITORY));
    }

    @Test
    void aLinkInThePlaceOfATrackedFolderIsNotFollowed() throws Exception {
        Files.createDirectories(temp.resolve("outside"));
        Files.writeString(temp.resolve("outside/Model.java"), "private");
        Files.delete(git.folder.resolve("src/Model.java"));
        Files.delete(git.folder.resolve("src"));
        Files.createSymbolicLink(git.folder.resolve("src"), temp.resolve("outside"));

        SavedState state = save();

        assertThat(git.run("ls-tree", "-r", "--name-only", state.version().commitId()))
                .isEqualTo("notebook.ipynb\nsrc");
        assertThat(changes(state).untracked()).containsExactly("src");
    }

    @Test
    void anUntrackedFileInThePlaceOfATrackedFolderIsCaptured() throws Exception {
        Files.delete(git.folder.resolve("src/Model.java"));
        Files.delete(git.folder.resolve("src"));
        git.write("src", "now a file");

        assertThat(show(save(), "src")).isEqualTo("now a file");
    }

    @Test
    void aSubmoduleThatMovedOnIsSaid() throws Exception {
        Git inner = Git.repository(temp.resolve("inner"));
        git.run("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.folder.toString(), "sub");
        git.run("commit", "-qam", "submodule");
        assertThat(changes(save()).complete()).isTrue();

        Git.in(git.folder.resolve("sub")).run("commit", "-q", "--allow-empty", "-m", "moved on");
        assertThat(changes(save()).leftOut()).containsExactly(new LeftOut("sub", 0, LeftOut.Reason.OTHER_REPOSITORY));
    }

    @Test
    void ofASubmoduleThatCannotBeReadTheRestIsCaptured() throws Exception {
        Git inner = Git.repository(temp.resolve("inner"));
        git.run("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.folder.toString(), "sub");
        git.run("commit", "-qam", "submodule");
        Git sub = Git.in(git.folder.resolve("sub"));
        git.write("new.txt", "new");
        sub.run("update-index", "--split-index");

        assertThat(show(save(), "new.txt")).isEqualTo("new");

        sub.run("update-index", "--no-split-index");
        sub.run("config", "core.worktree", temp.toString());
        SavedState state = save();
        assertThat(show(state, "new.txt")).isEqualTo("new");
        assertThat(changes(state).leftOut()).containsExactly(new LeftOut("sub", 0, LeftOut.Reason.UNREADABLE));
    }

    @Test
    void aNotebookBelowTheTopStandsWhereItStands() throws Exception {
        Path notebook = git.write("notebooks/größe 1.ipynb", "{}");

        SavedState state = NotebookVersions.beside(notebook, temp.resolve("fallback"))
                .saveWithWorkTree("id", "x", new byte[] {'y'}, "m", CaptureLimits.DEFAULT);

        assertThat(show(state, "notebooks/größe 1.ipynb")).isEqualTo("y");
    }

    @Test
    void theUsersGlobalIgnoreFileCounts() throws Exception {
        git.run(
                "config",
                "core.excludesFile",
                git.write(".git/my-ignore", "*.tmp\n").toString());
        git.write("x.tmp", "ignored");
        git.write(".git/info/exclude", "*.bak\n");
        git.write("x.bak", "ignored");

        assertThat(changes(save()).untracked()).isEmpty();
    }

    @Test
    void withAnUnreadableIndexOnlyTheNotebookIsSaved() throws Exception {
        Files.write(git.folder.resolve(".git/index"), new byte[] {1, 2, 3});

        SavedState state = save();

        assertThat(state.changes()).isEmpty();
        assertThat(state.whyAlone()).isPresent();
        assertThat(show(state, "ignored.ipynb")).isEqualTo("{\"v\": 1}");
    }

    @Test
    void aFileRemovedFromTheIndexAndAFolderOfItsNameAreBothTakenForWhatTheyAre() throws Exception {
        git.write("data", "a file");
        git.run("add", "-A");
        git.run("commit", "-qm", "data");
        Files.delete(git.folder.resolve("data"));
        git.write("data/part.csv", "a folder");
        git.run("add", "-A");

        assertThat(show(save(), "data/part.csv")).isEqualTo("a folder");
    }

    @Test
    void aLinkedWorkTreeIsCapturedWithItsOwnIndex() throws Exception {
        git.run("worktree", "add", "-q", "-b", "side", "../side");
        Git main = git;
        git = Git.in(temp.resolve("side"));
        git.write("src/Model.java", "class OfSide {}\n");
        git.write("staged.txt", "staged");
        git.run("add", "staged.txt");
        var before = main.visible();

        SavedState state = save();

        assertThat(show(state, "src/Model.java")).isEqualTo("class OfSide {}");
        assertThat(changes(state).modified()).containsExactly("src/Model.java", "staged.txt");
        assertThat(main.visible()).isEqualTo(before);
    }

    @Test
    void aStashIsLeftAloneAndItsTreeIsNotCaptured() throws Exception {
        git.write("src/Model.java", "class Stashed {}\n");
        git.run("stash", "-q");
        var before = git.visible();

        assertThat(changes(save()).modified()).isEmpty();
        assertThat(git.visible()).isEqualTo(before);
        git.run("stash", "pop", "-q");
        assertThat(changes(save()).modified()).containsExactly("src/Model.java");
    }
}
