package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.provenote.provenance.worktree.CaptureLimits;

/** Repositories in less common shapes: our answer is Git's own or unknown, and nothing changes (F11). */
class OddRepositoriesTest {
    @TempDir
    Path temp;

    interface Shape {
        void make(Git git) throws IOException;
    }

    private static Arguments shape(String name, Shape shape) {
        return Arguments.of(name, shape);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                shape("split index", git -> git.run("update-index", "--split-index")),
                shape("sparse checkout", git -> git.run("sparse-checkout", "set", "--no-cone", "/notebook.ipynb")),
                shape("sparse index", git -> {
                    git.write("other/deep/x.txt", "x");
                    git.run("add", "-A");
                    git.run("commit", "-qm", "other");
                    git.run("sparse-checkout", "set", "--cone", "--sparse-index", "src");
                }),
                shape("index of version 4", git -> git.run("update-index", "--index-version", "4")),
                shape("untracked cache", git -> git.run("update-index", "--force-untracked-cache")),
                shape("intent to add", git -> {
                    git.write("later.txt", "later");
                    git.run("add", "-N", "later.txt");
                }),
                shape("assumed unchanged", git -> {
                    git.run("update-index", "--assume-unchanged", "src/Model.java");
                    git.write("src/Model.java", "edited in secret");
                }),
                shape("file modes ignored", git -> {
                    git.run("config", "core.fileMode", "false");
                    git.folder.resolve("src/Model.java").toFile().setExecutable(true);
                }),
                shape("packed refs", git -> git.run("pack-refs", "--all")),
                shape("commit graph and multi-pack index", git -> {
                    git.run("repack", "-qad");
                    git.run("commit-graph", "write");
                    git.run("multi-pack-index", "write");
                }),
                shape("rebase stopped", git -> {
                    git.run("checkout", "-qb", "side");
                    git.write("src/Model.java", "side");
                    git.run("commit", "-qam", "side");
                    git.run("checkout", "-q", "main");
                    git.write("src/Model.java", "main");
                    git.run("commit", "-qam", "main");
                    git.attempt("rebase", "side");
                }),
                shape("bisecting", git -> git.run("bisect", "start")),
                shape("work tree config", git -> {
                    git.run("config", "extensions.worktreeConfig", "true");
                    git.run("config", "--worktree", "core.fileMode", "false");
                }),
                shape("line endings converted", git -> {
                    git.run("config", "core.autocrlf", "true");
                    git.write("src/Model.java", "class Model {}\r\n");
                }),
                shape("line endings converted, edited", git -> {
                    git.run("config", "core.autocrlf", "true");
                    git.write("src/Model.java", "class Changed {}\r\n");
                }),
                shape("identifiers expanded", git -> {
                    git.write(".gitattributes", "*.java ident\n");
                    git.write("src/Id.java", "// $Id$\n");
                    git.run("add", "-A");
                    git.run("commit", "-qm", "id");
                    Files.delete(git.folder.resolve("src/Id.java"));
                    git.run("checkout", "-q", "--", "src/Id.java");
                }),
                shape("encoding converted", git -> {
                    git.write(".gitattributes", "*.u16 text working-tree-encoding=UTF-16\n");
                    Files.write(git.folder.resolve("a.u16"), "größe\n".getBytes(UTF_16));
                    git.run("add", "-A");
                    git.run("commit", "-qm", "u16");
                }),
                shape("a name in two cases", git -> {
                    git.write("Readme", "1");
                    git.write("README", "2");
                    git.run("add", "-A");
                    git.run("commit", "-qm", "two");
                }),
                shape("names that need quoting", git -> {
                    git.write("tab\there \"x\" größe\n", "1");
                    git.run("add", "-A");
                    git.run("commit", "-qm", "names");
                }),
                shape("a replaced commit", git -> {
                    git.run("commit", "-q", "--allow-empty", "-m", "second");
                    git.run("replace", "HEAD", "HEAD^");
                }),
                shape("HEAD a symbolic ref chain", git -> {
                    git.run("symbolic-ref", "refs/heads/alias", "refs/heads/main");
                    git.run("symbolic-ref", "HEAD", "refs/heads/alias");
                }),
                shape("an empty object file", git -> {
                    git.run("commit", "-q", "--allow-empty", "-m", "second");
                    git.write(".git/objects/aa/" + "b".repeat(38), "");
                }),
                shape("a monitor of the file system", git -> git.run("config", "core.fsmonitor", "true")),
                shape("a name that is no UTF-8", git -> {
                    String blob = git.run("hash-object", "-w", "notebook.ipynb");
                    git.shell("printf '100644 " + blob + "\\tgr\\366\\337e.txt\\0' | git update-index -z --index-info;"
                            + " git commit -qm latin; git checkout -q -- . ");
                }),
                shape(
                        "an untracked name that is no UTF-8",
                        git -> git.shell("echo x > \"$(printf 'gr\\366\\337e.txt')\"")),
                shape("links to nowhere and to the outside", git -> {
                    Files.createSymbolicLink(git.folder.resolve("nowhere"), Path.of("no/such/file"));
                    Files.createSymbolicLink(git.folder.resolve("outside"), Path.of("../elsewhere"));
                    git.run("add", "-A");
                    git.run("commit", "-qm", "links");
                    Files.createSymbolicLink(git.folder.resolve("loop"), Path.of("loop"));
                }),
                shape(
                        "only a mode changed",
                        git -> git.folder.resolve("src/Model.java").toFile().setExecutable(true)),
                shape("a submodule with changes inside", git -> {
                    Git inner = Git.repository(git.folder.resolveSibling("inner"));
                    git.run(
                            "-c",
                            "protocol.file.allow=always",
                            "submodule",
                            "--quiet",
                            "add",
                            inner.folder.toString(),
                            "sub");
                    git.run("commit", "-qm", "sub");
                    git.write("sub/src/Model.java", "changed inside");
                }),
                shape("a nested repository", git -> Git.repository(git.folder.resolve("nested"))),
                shape("fifty thousand rules of what to ignore", git -> {
                    StringBuilder rules = new StringBuilder();
                    for (int i = 0; i < 50_000; i++) {
                        rules.append("some/where/file-").append(i).append("-*.tmp\n");
                    }
                    git.write(".gitignore", rules.append("secret.txt\n").toString());
                    git.run("add", ".gitignore");
                    git.run("commit", "-qm", "ignore");
                    git.write("secret.txt", "ignored");
                }),
                shape("a dangling alternate", git -> git.write(".git/objects/info/alternates", "/no/such/objects\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void theAnswerIsGitsOwnOrUnknownAndNothingChanges(String name, Shape shape) throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        shape.make(git);
        // git diff may rewrite the index, so it comes first
        boolean dirty = git.attempt("diff", "--quiet", "HEAD").exit() != 0;
        Map<String, String> before = git.visible();

        GitState state = NoProcesses.during(() -> {
            NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"))
                    .saveWithWorkTree("id", "notebook.ipynb", "new".getBytes(UTF_8), "m", CaptureLimits.DEFAULT);
            return GitState.of(git.folder, Duration.ofSeconds(20)).orElseThrow();
        });

        assertThat(state.commit()).contains(git.run("rev-parse", "HEAD"));
        assertThat(state.dirty()).isIn(Optional.of(dirty), Optional.empty());
        assertThat(git.visible()).isEqualTo(before);
        assertThat(git.run("show", "refs/provenote/id:notebook.ipynb")).endsWith("new");
        assertThat(git.run("rev-list", "--objects", "refs/provenote/id")).doesNotContain("secret.txt");
    }

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
        assertThat(GitState.of(git.folder, Duration.ofSeconds(20)).orElseThrow().dirty())
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
            return GitState.of(git.folder, Duration.ofSeconds(20)).orElseThrow();
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

    private SavedState save(Git git) throws IOException {
        return NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"))
                .saveWithWorkTree("id", "notebook.ipynb", "new".getBytes(UTF_8), "m", CaptureLimits.DEFAULT);
    }

    @Test
    void aWorkTreeThatTheConfigPutsElsewhereIsNotOurs() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        Files.createDirectories(temp.resolve("elsewhere"));
        git.run("config", "core.worktree", temp.resolve("elsewhere").toString());

        assertThat(GitState.of(git.folder)).isEmpty();
    }

    @Test
    void aFolderReachedThroughALinkIsInTheRepositoryThatItIsIn() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        Files.createSymbolicLink(temp.resolve("link"), git.folder.resolve("src"));

        assertThat(GitState.of(temp.resolve("link")).orElseThrow().workTree()).isEqualTo(git.folder.toRealPath());
    }
}
