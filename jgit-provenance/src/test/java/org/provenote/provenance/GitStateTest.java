package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.provenance.git.Sha256;

class GitStateTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private static GitState state(Path folder) {
        return GitFindings.at(folder, LONG, Set.of()).state().orElseThrow();
    }

    @Test
    void outsideEveryRepositoryThereIsNoState() {
        assertThat(GitFindings.at(temp, LONG, Set.of()).state()).isEmpty();
    }

    @Test
    void aFolderThatDoesNotExistHasNoState() {
        assertThat(GitFindings.at(temp.resolve("no/such"), LONG, Set.of()).state())
                .isEmpty();
    }

    @Test
    void aCleanRepositoryIsToldAsGitTellsIt() throws Exception {
        Git git = Git.repository(temp.resolve("répo mit space"));
        git.run("remote", "add", "origin", "https://example.org/team/project.git");

        GitState state = NoProcesses.during(() -> state(git.folder.resolve("src")));

        assertThat(state)
                .isEqualTo(new GitState(
                        git.folder.toRealPath(),
                        Optional.of(git.run("rev-parse", "HEAD")),
                        Optional.of("main"),
                        Optional.of("https://example.org/team/project.git"),
                        Optional.of(false)));
    }

    @Test
    void beforeTheFirstCommitThereIsABranchButNoCommit() throws Exception {
        GitState state = state(Git.empty(temp).folder);

        assertThat(state.commit()).isEmpty();
        assertThat(state.branch()).contains("main");
        assertThat(state.dirty()).contains(false);
    }

    @Test
    void stagedFilesBeforeTheFirstCommitAreDirt() throws Exception {
        Git git = Git.empty(temp);
        git.write("a", "a");
        git.run("add", "a");

        assertThat(state(temp).dirty()).contains(true);
    }

    @Test
    void aDetachedHeadHasNoBranch() throws Exception {
        Git git = Git.repository(temp);
        git.run("checkout", "-q", "--detach");

        assertThat(state(temp).branch()).isEmpty();
        assertThat(state(temp).commit()).contains(git.run("rev-parse", "HEAD"));
    }

    @Test
    void aBranchNameMayHoldSlashesAndLetters() throws Exception {
        Git git = Git.repository(temp);
        git.run("checkout", "-qb", "feature/größe#1");

        assertThat(state(temp).branch()).contains("feature/größe#1");
    }

    @Test
    void anEditedDeletedStagedOrExecutableFileIsDirt() throws Exception {
        Git git = Git.repository(temp);
        git.write("src/Model.java", "class Modem {}\n");
        assertThat(state(temp).dirty()).as("same size").contains(true);

        git.run("checkout", "-q", ".");
        assertThat(state(temp).dirty()).as("checked out again").contains(false);

        Files.delete(temp.resolve("src/Model.java"));
        assertThat(state(temp).dirty()).as("deleted").contains(true);

        git.run("checkout", "-q", ".");
        git.write("new.txt", "new");
        git.run("add", "new.txt");
        assertThat(state(temp).dirty()).as("staged").contains(true);

        git.run("reset", "-q", "--hard");
        assertThat(temp.resolve("src/Model.java").toFile().setExecutable(true)).isTrue();
        assertThat(state(temp).dirty()).as("mode").contains(true);
    }

    @Test
    void anUntrackedFileAloneIsNoDirt() throws Exception {
        Git git = Git.repository(temp);
        git.write("mlflow.db", "x");

        assertThat(state(temp).dirty()).contains(false);
    }

    @Test
    void aTouchedFileWithTheSameContentIsClean() throws Exception {
        Git git = Git.repository(temp);
        Files.setLastModifiedTime(
                temp.resolve("src/Model.java"), FileTime.from(Instant.now().minusSeconds(999)));

        assertThat(state(git.folder).dirty()).contains(false);
    }

    @Test
    void aLinkToAnotherTargetIsDirt() throws Exception {
        Git git = Git.repository(temp);
        Files.createSymbolicLink(temp.resolve("link"), Path.of("notebook.ipynb"));
        git.run("add", "-A");
        git.run("commit", "-qm", "link");
        assertThat(state(temp).dirty()).contains(false);

        Files.delete(temp.resolve("link"));
        Files.createSymbolicLink(temp.resolve("link"), Path.of("src/Model.jav"));
        assertThat(state(temp).dirty()).contains(true);
    }

    @Test
    void windowsLineEndingsAreNoDirtWhereGitConvertsThem() throws Exception {
        Git git = Git.repository(temp);
        git.write(".gitattributes", "*.java text\n");
        git.run("add", "-A");
        git.run("commit", "-qm", "attributes");
        git.write("src/Model.java", "class Model {}\r\n");
        git.run("add", "-A");

        assertThat(git.run("status", "--porcelain")).isEmpty();
        assertThat(state(temp).dirty()).contains(false);
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:secret@example.org/a.git, https://example.org/a.git",
        "https://ghp_token@github.com/a/b, https://github.com/a/b",
        "HTTPS://u:p@h/x, HTTPS://h/x",
        "ssh://git:pw@host:22/a.git, ssh://host:22/a.git",
        "https://u:p@ss@h/x, https://h/x",
        "https://u:p/ss@h/x, https://h/x",
        "https://h/x?access_token=abc, https://h/x",
        "git@github.com:a/b.git, git@github.com:a/b.git",
        "https://h:8443/a@v1, https://h:8443/a@v1",
        "hg::https://u:p@h/x, hg::https://h/x",
        "/srv/git/a.git, /srv/git/a.git",
    })
    void aRemoteIsToldWithoutCredentials(String configured, String told) throws Exception {
        Git git = Git.repository(temp);
        git.run("config", "remote.origin.url", configured);

        assertThat(state(temp).remoteUrl()).contains(told);
    }

    @Test
    void theFirstRemoteIsTold() throws Exception {
        Git git = Git.repository(temp);
        git.run("remote", "add", "zeta", "https://example.org/z");
        git.run("remote", "add", "alpha", "https://example.org/a");

        assertThat(state(temp).remoteUrl()).contains("https://example.org/z");
    }

    @Test
    void withNoTimeLeftDirtIsUnknown() throws Exception {
        Git git = Git.repository(temp);

        assertThat(GitFindings.at(git.folder, Duration.ZERO, Set.of()).state().flatMap(GitState::dirty))
                .isEmpty();
    }

    @Test
    void aFileOfGitLfsIsComparedByItsPointer() throws Exception {
        Git git = Git.repository(temp);
        String sha256 = Sha256.of("large".getBytes(UTF_8));
        git.write("big.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:" + sha256 + "\nsize 5\n");
        git.run("add", "big.bin");
        git.write(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n");
        git.run("add", ".gitattributes");
        git.run("commit", "-qm", "as git-lfs leaves it");

        git.write("big.bin", "large");
        assertThat(state(temp).dirty())
                .as("the file that the pointer stands for")
                .contains(false);

        git.write("big.bin", "huge!");
        assertThat(state(temp).dirty()).as("another file").contains(true);
    }

    @Test
    void aLinkedWorkTreeHasItsOwnBranch() throws Exception {
        Git git = Git.repository(temp.resolve("main"));
        git.run("worktree", "add", "-q", "-b", "side", "../side");

        GitState state = state(temp.resolve("side/src"));

        assertThat(state.workTree()).isEqualTo(temp.resolve("side").toRealPath());
        assertThat(state.branch()).contains("side");
        assertThat(state.dirty()).contains(false);
    }

    @Test
    void aSubmoduleIsARepositoryOfItsOwn() throws Exception {
        Git inner = Git.repository(temp.resolve("inner"));
        Git outer = Git.repository(temp.resolve("outer"));
        outer.run("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.folder.toString(), "sub");
        outer.run("commit", "-qam", "submodule");

        GitState state = state(outer.folder.resolve("sub/src"));
        assertThat(state.workTree()).isEqualTo(outer.folder.resolve("sub").toRealPath());
        assertThat(state.commit()).contains(inner.run("rev-parse", "HEAD"));
        assertThat(state.dirty()).contains(false);
        assertThat(state(outer.folder).dirty()).contains(false);

        Git sub = Git.in(outer.folder.resolve("sub"));
        sub.run("commit", "-q", "--allow-empty", "-m", "moved on");
        assertThat(state(outer.folder).dirty()).as("submodule moved on").contains(true);
    }

    @Test
    void aShallowCloneIsTold() throws Exception {
        Git origin = Git.repository(temp.resolve("origin"));
        origin.run("commit", "-q", "--allow-empty", "-m", "second");
        Git.in(temp).run("clone", "-q", "--depth", "1", origin.folder.toUri().toString(), "shallow");

        GitState state = state(temp.resolve("shallow"));

        assertThat(state.commit()).contains(origin.run("rev-parse", "HEAD"));
        assertThat(state.dirty()).contains(false);
    }

    @Test
    void aMergeConflictIsDirt() throws Exception {
        Git git = Git.repository(temp);
        git.run("checkout", "-qb", "other");
        git.write("src/Model.java", "other\n");
        git.run("commit", "-qam", "other");
        git.run("checkout", "-q", "main");
        git.write("src/Model.java", "main\n");
        git.run("commit", "-qam", "main");
        assertThat(git.attempt("merge", "other").exit()).isNotZero();

        assertThat(state(temp).dirty()).contains(true);
        assertThat(state(temp).branch()).contains("main");
    }

    @Test
    void aHeldIndexLockDoesNotMatter() throws Exception {
        Git git = Git.repository(temp);
        git.write(".git/index.lock", "");

        assertThat(state(temp).dirty()).contains(false);
    }

    @Test
    void bareRepositoriesAndTheInsideOfGitAreNoWorkTree() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        Git.in(temp).run("clone", "-q", "--bare", "repo", "bare.git");

        assertThat(GitFindings.at(temp.resolve("bare.git/refs"), LONG, Set.of()).state())
                .isEmpty();
        assertThat(GitFindings.at(git.folder.resolve(".git/refs"), LONG, Set.of())
                        .state())
                .isEmpty();
        git.run("config", "core.bare", "true");
        assertThat(GitFindings.at(git.folder, LONG, Set.of()).state()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "ref: refs/heads/../../etc", "ref: refs/heads/none", "0000"})
    void aBrokenHeadGivesNoCommit(String head) throws Exception {
        Git git = Git.repository(temp);
        git.write(".git/HEAD", head);

        assertThat(state(temp).commit()).isEmpty();
    }

    @Test
    void aHeadThatPointsToAMissingObjectIsNotCalledClean() throws Exception {
        Git git = Git.repository(temp);
        git.write(".git/refs/heads/main", "1234567890123456789012345678901234567890\n");

        assertThat(state(temp).dirty()).isNotEqualTo(Optional.of(false));
    }

    @Test
    void aBrokenPackOrIndexOrConfigLeavesUnknownWhatItHides() throws Exception {
        Git git = Git.repository(temp);
        git.run("gc", "-q");
        overwritePacks();
        assertThat(state(temp).dirty()).isNotEqualTo(Optional.of(false));

        Files.write(temp.resolve(".git/index"), new byte[] {1, 2, 3});
        assertThat(state(temp).dirty()).isEmpty();
        assertThat(state(temp).branch()).contains("main");

        git.write(".git/config", "[core\nnonsense");
        assertThat(state(temp).workTree()).isEqualTo(temp.toRealPath());
    }

    private void overwritePacks() throws IOException {
        try (var packs = Files.newDirectoryStream(temp.resolve(".git/objects/pack"), "*.{pack,idx}")) {
            for (Path pack : packs) {
                assertThat(pack.toFile().setWritable(true)).isTrue();
                Files.write(pack, new byte[(int) Files.size(pack)]);
            }
        }
    }

    @Test
    void aPipeInThePlaceOfAFileHoldsNobody() throws Exception {
        Path pipe = temp.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        for (String place : new String[] {
            "config", "HEAD", "index", "packed-refs", "objects/info/alternates", "refs/heads/main", "refs/heads/alias"
        }) {
            Git git = Git.repository(temp.resolve(place.replace('/', '-')));
            git.run("symbolic-ref", "refs/heads/first", "refs/heads/alias");
            git.run("symbolic-ref", "refs/heads/alias", "refs/heads/main");
            git.run("symbolic-ref", "HEAD", "refs/heads/first");
            Files.deleteIfExists(git.folder.resolve(".git/" + place));
            Files.createSymbolicLink(git.folder.resolve(".git/" + place), pipe);
            assertNobodyWaits(git.folder);
        }
        for (String include : new String[] {
            "path = %s\n", "\tPath=\"%s\" \n", "path = outer\n", "path = %s ; a comment\n", "path =   \\\n%s\n"
        }) {
            Git git = Git.repository(temp.resolve("include" + include.length()));
            git.write(".git/config", "[core]\n\trepositoryformatversion = 0\n[include]\n" + include.formatted(pipe));
            git.write(".git/outer", "[include] path = " + pipe + "\n");
            assertNobodyWaits(git.folder);
            git.write(".git/config", "[core]\n\trepositoryformatversion = 0\n");
            git.run("worktree", "add", "-q", "../tree" + include.length());
            git.write(".git/config", "[include]\n" + include.formatted(pipe));
            assertNobodyWaits(temp.resolve("tree" + include.length()));
        }
    }

    /** Git ends in a circle at the tenth file, and reads each of the others as often as it is named. */
    @Test
    void settingsThatIncludeOneAnotherBeyondAllMeasureHoldNobody() throws Exception {
        Git circle = Git.repository(temp.resolve("circle"));
        circle.write(".git/config", "[include]\n\tpath = config\n".repeat(30));
        Git many = Git.repository(temp.resolve("many"));
        for (int level = 1; level <= 8; level++) {
            many.write(
                    ".git/" + level,
                    "[include]\n\tpath = %d\n".formatted(level + 1).repeat(30));
        }
        many.write(".git/9", "");
        many.write(".git/config", "[include]\n\tpath = 1\n");

        for (Git git : List.of(circle, many)) {
            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertNobodyWaits(git.folder));
        }
    }

    @Test
    void settingsInManyFilesCount() throws Exception {
        Git git = Git.repository(temp);
        git.write(".git/shared", "[core]\n\tfileMode = false\n");
        git.write(".git/config", "[include]\n\tpath = shared\n".repeat(100));
        assertThat(git.folder.resolve("src/Model.java").toFile().setExecutable(true))
                .isTrue();

        assertThat(state(temp).dirty()).contains(false);
    }

    @Test
    void pathsOfProgramsInTheConfigAreNotTakenForIncludes() throws Exception {
        Git git = Git.repository(temp);
        git.run("config", "difftool.x.path", temp.toString());
        git.run(
                "config",
                "include.path",
                git.write(".git/more", "[user]\n\tname = x\n").toString());

        assertThat(state(temp).dirty()).contains(false);
    }

    private void assertNobodyWaits(Path folder) throws IOException {
        long start = System.nanoTime();
        GitFindings.at(folder, Duration.ofSeconds(30), Set.of()).state();
        NotebookVersions.beside(folder.resolve("notebook.ipynb"), temp.resolve("fallback"))
                .save("id", "notebook.ipynb", new byte[] {1}, "m");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as("%s", folder).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aCommitThatIsAPipeHoldsTheCellNoLongerThanItsBudgetWhichIsSaid() throws Exception {
        Git git = Git.repository(temp);
        String id = git.run("rev-parse", "HEAD");
        Path commit = temp.resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
        Files.delete(commit);
        new ProcessBuilder("mkfifo", commit.toString()).start().waitFor();

        long start = System.nanoTime();
        GitFindings found = GitFindings.at(git.folder, Duration.ofMillis(300), Set.of());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(found.inTime()).isFalse();

        // lets the reader go
        Files.writeString(commit, "");
    }

    @Test
    void whatIsFoundInTimeIsSaidToBe() throws Exception {
        Git.repository(temp.resolve("repo"));

        assertThat(GitFindings.at(temp.resolve("repo"), Duration.ofSeconds(20), Set.of())
                        .inTime())
                .isTrue();
        assertThat(GitFindings.at(temp, Duration.ofSeconds(20), Set.of()))
                .isEqualTo(new GitFindings(Optional.empty(), true));
    }
}
