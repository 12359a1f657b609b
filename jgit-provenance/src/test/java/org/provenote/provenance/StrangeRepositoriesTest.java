package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.provenote.provenance.OddRepositoriesTest.Shape;
import org.provenote.provenance.worktree.CaptureLimits;

/** Formats, surroundings and names that few repositories have: the right answer or unknown, and nothing changes (F11). */
class StrangeRepositoriesTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private static Arguments shape(String name, Shape shape) {
        return Arguments.of(name, shape);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                shape("an index without checksum", git -> {
                    try (RandomAccessFile index = new RandomAccessFile(
                            git.folder.resolve(".git/index").toFile(), "rw")) {
                        index.seek(index.length() - 20);
                        index.write(new byte[20]);
                    }
                }),
                shape("an index with offset tables", git -> {
                    for (int i = 0; i < 2_000; i++) {
                        git.write("many/" + i + ".txt", "x");
                    }
                    git.run("add", "-A");
                    git.run("commit", "-qm", "many");
                    git.run("-c", "index.threads=4", "update-index", "--force-write-index");
                }),
                shape("HEAD a symbolic link", git -> {
                    Files.delete(git.folder.resolve(".git/HEAD"));
                    Files.createSymbolicLink(git.folder.resolve(".git/HEAD"), Path.of("refs/heads/main"));
                }),
                shape("a branch and a tag called HEAD", git -> {
                    git.run("update-ref", "refs/tags/HEAD", "HEAD");
                    git.run("commit", "-q", "--allow-empty", "-m", "second");
                    git.run("update-ref", "refs/heads/HEAD", "HEAD~1");
                }),
                shape(".git a link to elsewhere", git -> {
                    Files.move(git.folder.resolve(".git"), git.folder.resolveSibling("elsewhere.git"));
                    Files.createSymbolicLink(git.folder.resolve(".git"), Path.of("../elsewhere.git"));
                }),
                shape("a folder replaced by a link to one of the same content", git -> {
                    Files.move(git.folder.resolve("src"), git.folder.resolveSibling("outside"));
                    Files.createSymbolicLink(git.folder.resolve("src"), Path.of("../outside"));
                }),
                shape("a file replaced by a folder, and a folder by a file", git -> {
                    Files.delete(git.folder.resolve("src/Model.java"));
                    Files.delete(git.folder.resolve("src"));
                    git.write("src", "a file");
                }),
                shape("a file's place taken by a pipe", git -> git.shell("rm src/Model.java; mkfifo src/Model.java")),
                shape("names in other cases", git -> {
                    git.write("SRC/model.java", "2");
                    git.write("src/MODEL.java", "3");
                    git.write("NOTEBOOK.ipynb", "4");
                    git.run("add", "-A");
                    git.run("commit", "-qm", "cases");
                    git.write("Src/Model.JAVA", "untracked");
                    git.write("src/MODEL.java", "edited");
                }),
                shape("case ignored where it counts", git -> {
                    git.run("config", "core.ignoreCase", "true");
                    git.write("SRC/other.java", "untracked");
                }),
                shape("names that other systems forbid", git -> {
                    git.write(".GIT/config", "x");
                    git.write("git~1/config", "x");
                    git.write("a\\b", "x");
                    git.write("dot./x ", "x");
                    git.write("con", "x");
                    git.write(".g\u200cit/config", "x");
                }),
                shape("rules of what to ignore behind a link", git -> {
                    git.write("../rules", "kept.txt\n");
                    Files.createSymbolicLink(git.folder.resolve(".gitignore"), Path.of("../rules"));
                    git.write("kept.txt", "kept");
                }),
                shape(
                        "a linked work tree inside",
                        git -> git.run("worktree", "add", "-q", "inside/tree", "-b", "inside")),
                shape("alternates in a circle", git -> {
                    Git other = Git.repository(git.folder.resolveSibling("other"));
                    git.write(".git/objects/info/alternates", other.folder + "/.git/objects\n");
                    other.write(".git/objects/info/alternates", git.folder + "/.git/objects\n");
                }),
                shape("a graft", git -> {
                    git.run("config", "advice.graftFileDeprecated", "false");
                    git.run("commit", "-q", "--allow-empty", "-m", "second");
                    git.write(".git/info/grafts", git.run("rev-parse", "HEAD") + "\n");
                }),
                shape("no index", git -> Files.delete(git.folder.resolve(".git/index"))),
                shape("ten thousand packed refs", git -> {
                    StringBuilder refs = new StringBuilder("# pack-refs with: peeled fully-peeled sorted\n");
                    String commit = git.run("rev-parse", "HEAD");
                    for (int i = 0; i < 10_000; i++) {
                        refs.append(commit)
                                .append(" refs/tags/t")
                                .append(10_000 + i)
                                .append('\n');
                    }
                    git.write(".git/packed-refs", refs.toString());
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void theAnswerIsGitsOwnOrUnknownAndNothingChanges(String name, Shape shape) throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        shape.make(git);
        boolean dirty = git.attempt("diff", "--quiet", "HEAD").exit() != 0;
        Map<String, String> before = git.visible();

        GitState state = NoProcesses.during(() -> {
            save(git);
            return GitState.of(git.folder, LONG).orElseThrow();
        });

        assertThat(state.commit()).contains(git.run("rev-parse", "refs/heads/main"));
        assertThat(state.branch()).isIn(Optional.of("main"), Optional.empty());
        assertThat(state.dirty()).isIn(Optional.of(dirty), Optional.empty());
        assertThat(git.visible()).isEqualTo(before);
        assertThat(git.run("show", "refs/provenote/id:notebook.ipynb")).isEqualTo("new");
        assertThat(git.attempt("rev-list", "--objects", "--all", "--quiet").exit())
                .isZero();
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
        GitState state = GitState.of(git.folder, LONG).orElseThrow();

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
        GitState state = GitState.of(git.folder, LONG).orElseThrow();

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

        assertThat(GitState.of(git.folder, LONG)).isEmpty();
        assertThat(save(git).version().repository()).startsWith(temp.resolve("fallback"));
    }

    private void assertUnknownAndKeptElsewhere(Git git) throws Exception {
        Map<String, String> before = git.files();
        SavedState saved = NoProcesses.during(() -> save(git));
        GitState state = GitState.of(git.folder, LONG).orElseThrow();
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

    private SavedState save(Git git) throws IOException {
        return NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"))
                .saveWithWorkTree("id", "notebook.ipynb", "new".getBytes(UTF_8), "m", CaptureLimits.DEFAULT);
    }
}
