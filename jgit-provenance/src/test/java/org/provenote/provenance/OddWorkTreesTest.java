package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Work trees with odd files in them: names, kinds, conversions, submodules, rules of what to ignore. */
class OddWorkTreesTest extends RepositoryTrial {
    static Stream<Arguments> shapes() {
        return Stream.of(
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
                    submodule(git);
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
                shape("skipped, and gone", git -> {
                    git.run("update-index", "--skip-worktree", "src/Model.java");
                    Files.delete(git.folder.resolve("src/Model.java"));
                }),
                shape("links stored as files", git -> {
                    Files.createSymbolicLink(git.folder.resolve("link"), Path.of("notebook.ipynb"));
                    git.run("add", "-A");
                    git.run("commit", "-qm", "link");
                    git.run("config", "core.symlinks", "false");
                    Files.delete(git.folder.resolve("link"));
                    git.run("checkout", "-q", "--", "link");
                }),
                shape("a file in the place of a link", git -> {
                    Files.createSymbolicLink(git.folder.resolve("link"), Path.of("notebook.ipynb"));
                    git.run("add", "-A");
                    git.run("commit", "-qm", "link");
                    Files.delete(git.folder.resolve("link"));
                    git.write("link", "notebook.ipynb");
                }),
                shape("a link to the folder above", git -> {
                    Files.createSymbolicLink(git.folder.resolve("src/up"), Path.of(".."));
                    Files.createSymbolicLink(git.folder.resolve("round"), Path.of("src"));
                }),
                shape("a submodule whose changes are not to count", git -> {
                    submodule(git);
                    git.run("config", "-f", ".gitmodules", "submodule.sub.ignore", "all");
                    git.run("commit", "-qam", "ignore");
                    git.write("sub/src/Model.java", "changed inside");
                }),
                shape("no submodule's changes are to count", git -> {
                    submodule(git);
                    git.run("config", "diff.ignoreSubmodules", "dirty");
                    git.write("sub/src/Model.java", "changed inside");
                }),
                shape("a submodule that is not checked out", git -> {
                    submodule(git);
                    git.run("submodule", "--quiet", "deinit", "-f", "sub");
                }),
                shape("a submodule that was removed by hand", git -> {
                    submodule(git);
                    git.shell("rm -rf sub");
                }),
                shape("a file in the place of a submodule", git -> {
                    submodule(git);
                    git.shell("rm -rf sub; echo x > sub");
                }),
                shape("a submodule that no file names", git -> {
                    Git inner = Git.repository(git.folder.resolve("gitlink"));
                    git.run("-c", "advice.addEmbeddedRepo=false", "add", "gitlink");
                    git.run("commit", "-qm", "gitlink");
                    inner.run("commit", "-q", "--allow-empty", "-m", "moved on");
                }),
                shape("ends of lines by attributes, of several kinds of file", git -> {
                    git.write(
                            ".gitattributes",
                            "*.bat text eol=crlf\n*.sh text eol=lf\n*.dat -text\n*.md text=auto\n[attr]mine text\n*.m mine\n");
                    git.write("src/.gitattributes", "*.bat -text\n");
                    for (String name : new String[] {"a.bat", "src/a.bat", "a.sh", "a.dat", "a.md", "a.m"}) {
                        git.write(name, "one\ntwo\n");
                    }
                    git.run("add", "-A");
                    git.run("commit", "-qm", "ends");
                    for (String name : new String[] {"a.bat", "a.sh", "a.md", "a.m"}) {
                        git.write(name, "one\r\ntwo\r\n");
                    }
                }),
                shape("an end of a line that counts", git -> {
                    git.write(".gitattributes", "*.dat -text\n");
                    git.write("a.dat", "one\n");
                    git.run("add", "-A");
                    git.run("commit", "-qm", "ends");
                    git.write("a.dat", "one\r\n");
                }),
                shape("attributes outside the work tree", git -> {
                    git.write(".git/info/attributes", "*.java text eol=crlf\n");
                    git.write("src/Model.java", "class Model {}\r\n");
                }),
                shape("line endings only asked for on the way in", git -> {
                    git.run("config", "core.autocrlf", "input");
                    git.write("src/Model.java", "class Model {}\r\n");
                }),
                shape("an encoding that is edited", git -> {
                    git.write(".gitattributes", "*.u16 text working-tree-encoding=UTF-16\n");
                    Files.write(git.folder.resolve("a.u16"), "a\n".getBytes(UTF_16));
                    git.run("add", "-A");
                    git.run("commit", "-qm", "u16");
                    Files.write(git.folder.resolve("a.u16"), "b\n".getBytes(UTF_16));
                }),
                shape("sockets and pipes that nobody tracks", git -> {
                    git.shell("mkfifo pipe src/pipe");
                    try (var socket =
                            java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
                        socket.bind(java.net.UnixDomainSocketAddress.of(git.folder.resolve("s")));
                    }
                }),
                shape("rules that take back what others say", git -> {
                    git.write(
                            ".gitignore",
                            "*\n!*/\n!.gitignore\n!*.txt\nbuild/\n!build/keep.txt\n/deep/**/no\n!\\!odd.txt\n");
                    git.write("deep/.gitignore", "!*.log\n/top.txt\n");
                    for (String name : new String[] {
                        "a.txt",
                        "a.bin",
                        "build/keep.txt",
                        "deep/a.log",
                        "deep/top.txt",
                        "deep/x/top.txt",
                        "deep/x/no/a.txt",
                        "deep/x/y/no",
                        "!odd.txt",
                        "deep/secret.txt/x.bin"
                    }) {
                        git.write(name, "x");
                    }
                }),
                shape("rules outside the work tree, behind links", git -> {
                    git.write("../rules", "secret.txt\n");
                    git.run(
                            "config",
                            "core.excludesFile",
                            git.folder.resolve("../linked").toString());
                    Files.createSymbolicLink(git.folder.resolve("../linked"), Path.of("rules"));
                    Files.delete(git.folder.resolve(".git/info/exclude"));
                    git.write("../more", "more-secret.txt\n");
                    Files.createSymbolicLink(git.folder.resolve(".git/info/exclude"), Path.of("../../../more"));
                    git.write("secret.txt", "ignored");
                    git.write("more-secret.txt", "ignored");
                }),
                shape("rules that no one can read", git -> {
                    git.run("config", "core.excludesFile", "/dev/full");
                    git.write("src/.gitignore/x", "a folder");
                }),
                shape("empty folders, and folders of ignored files", git -> {
                    Files.createDirectories(git.folder.resolve("empty/deeper"));
                    git.write(".gitignore", "*.tmp\n");
                    git.write("temporary/a.tmp", "x");
                }),
                shape(
                        "a path of a thousand letters",
                        git -> git.write(("d".repeat(99) + "/").repeat(10) + "x".repeat(255), "deep")),
                shape("a folder called .git that is none", git -> {
                    Files.createDirectories(git.folder.resolve("plain/.git"));
                    git.write("plain/a.txt", "a");
                }),
                shape("a work tree of this repository inside, gone", git -> {
                    git.run("worktree", "add", "-q", "tree", "-b", "inside");
                    git.shell("rm -rf .git/worktrees");
                }),
                shape(
                        "a nested repository that is bare",
                        git -> Git.in(git.folder).run("init", "-q", "--bare", "nested.git")),
                shape("staged, then edited, then taken back", git -> {
                    git.write("src/Model.java", "staged");
                    git.write("new.txt", "staged");
                    git.run("add", "-A");
                    git.write("src/Model.java", "class Model {}\n");
                    Files.delete(git.folder.resolve("new.txt"));
                }),
                shape("an edit that keeps size and time", git -> {
                    Path file = git.folder.resolve("src/Model.java");
                    FileTime before = Files.getLastModifiedTime(file);
                    git.write("src/Model.java", "class Madel {}\n");
                    Files.setLastModifiedTime(file, before);
                }),
                shape("an ignored folder with a tracked file in it", git -> {
                    git.write(".gitignore", "data/\n!data/kept.txt\n");
                    git.write("data/README", "tracked");
                    git.run("add", "-f", "data/README");
                    git.run("commit", "-qm", "data");
                    git.write("data/private.csv", "x");
                    git.write("data/kept.txt", "x");
                    git.write("data/README", "edited");
                }),
                shape("rules in another case, where case does not count", git -> {
                    git.run("config", "core.ignoreCase", "true");
                    git.write(".gitignore", "/PRIVATE/\n*.Tmp\n");
                    git.write("private/a.txt", "x");
                    git.write("b.TMP", "x");
                }),
                shape("a tracked file in another case, where case does not count", git -> {
                    git.run("config", "core.ignoreCase", "true");
                    git.write("SRC/MODEL.java", "of the same name, as Git sees it");
                }),
                shape("modes that do not count", git -> {
                    git.run("config", "core.fileMode", "false");
                    assertThat(git.folder.resolve("src/Model.java").toFile().setExecutable(true))
                            .isTrue();
                    git.write("src/Model.java", "edited");
                    assertThat(git.write("new.sh", "x").toFile().setExecutable(true))
                            .isTrue();
                }),
                shape("a link that is a file here, edited", git -> {
                    Files.createSymbolicLink(git.folder.resolve("link"), Path.of("notebook.ipynb"));
                    git.run("add", "-A");
                    git.run("commit", "-qm", "link");
                    git.run("config", "core.symlinks", "false");
                    Files.delete(git.folder.resolve("link"));
                    git.write("link", "src/Model.java");
                }),
                shape("removed from the index, still there", git -> git.run("rm", "-q", "--cached", "src/Model.java")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void theAnswerIsGitsOwnOrUnknownAndNothingChanges(String name, Shape shape) throws Exception {
        assertAnswersAreGitsAndNothingChanges(shape);
    }

    private static void submodule(Git git) throws IOException {
        Git inner = Git.repository(git.folder.resolveSibling("inner"));
        git.run("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.folder.toString(), "sub");
        git.run("commit", "-qm", "sub");
    }
}
