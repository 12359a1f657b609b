package org.provenote.provenance;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Git folders in less common shapes: formats of the index, refs, objects and settings. */
class OddGitFoldersTest extends RepositoryTrial {
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
                shape("files outside the sparse part, written all the same", git -> {
                    git.run("sparse-checkout", "set", "--no-cone", "/notebook.ipynb");
                    git.write("src/Model.java", "edited");
                }),
                shape("a mode that does not count in this work tree", git -> {
                    git.run("config", "extensions.worktreeConfig", "true");
                    git.run("config", "--worktree", "core.fileMode", "false");
                    git.shell("chmod +x src/Model.java");
                }),
                shape("work tree config", git -> {
                    git.run("config", "extensions.worktreeConfig", "true");
                    git.run("config", "--worktree", "core.fileMode", "false");
                }),
                shape("a replaced commit", git -> {
                    git.run("commit", "-q", "--allow-empty", "-m", "second");
                    git.run("replace", "HEAD", "HEAD^");
                }),
                shape("a commit replaced by one of another tree", git -> {
                    git.write("src/Model.java", "second");
                    git.run("commit", "-qam", "second");
                    git.run("replace", "HEAD", "HEAD^");
                }),
                shape("a replaced commit where Git is told not to look at replacements", git -> {
                    git.write("src/Model.java", "second");
                    git.run("commit", "-qam", "second");
                    git.run("replace", "HEAD", "HEAD^");
                    git.run("config", "core.useReplaceRefs", "false");
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
                shape("a dangling alternate", git -> git.write(".git/objects/info/alternates", "/no/such/objects\n")),
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
                }),
                shape("every extension of an index", git -> {
                    Path monitor = git.write(".git/monitor", "#!/bin/sh\nprintf 'token\\0/\\0'\n");
                    monitor.toFile().setExecutable(true);
                    git.run("config", "core.fsmonitor", monitor.toString());
                    git.run("update-index", "--index-version", "4");
                    git.run("update-index", "--force-untracked-cache");
                    git.run("update-index", "--fsmonitor");
                    git.run("update-index", "--skip-worktree", "src/Model.java");
                    git.run("update-index", "--split-index");
                }),
                shape("every ref packed and no folder of refs but the empty ones", git -> {
                    git.run("tag", "-am", "t", "t");
                    git.run("pack-refs", "--all", "--prune");
                    git.shell("rm -rf .git/refs/*");
                }),
                shape(".git a file that points elsewhere", git -> {
                    Files.move(git.folder.resolve(".git"), git.folder.resolveSibling("apart"));
                    git.write(".git", "gitdir: ../apart\r\n".replace("\r", ""));
                }),
                shape("a work tree that the config names itself", git -> git.run("config", "core.worktree", "..")),
                shape(
                        "folders of .git shared by links",
                        git -> git.shell("mv .git ../real; mkdir .git; cd .git;"
                                + " for name in config refs objects info hooks packed-refs logs; do ln -s ../../real/$name $name; done;"
                                + " cp ../../real/HEAD ../../real/index .")),
                shape("settings that include one another", git -> {
                    git.run("config", "include.path", "one");
                    git.write(".git/one", "[include]\n\tpath = two\n");
                    git.write(".git/two", "[core]\n\tfileMode = false\n[include]\n\tpath = missing\n");
                    git.folder.resolve("src/Model.java").toFile().setExecutable(true);
                }),
                shape("a commit in another encoding, signed, with a header of its own", git -> {
                    String tree = git.run("rev-parse", "HEAD^{tree}");
                    git.shell("printf 'tree " + tree + "\\nauthor \\344 <a> 1 +0000\\ncommitter <> 99999999999 -1234\\n"
                            + "encoding ISO-8859-1\\ngpgsig -----BEGIN\\n x\\n -----END\\nodd y\\n\\ngr\\366\\337e\\n'"
                            + " | git hash-object -t commit -w --stdin --literally > .git/refs/heads/main");
                }),
                shape(
                        "a ref of ours that points to no commit",
                        git -> git.run("update-ref", "refs/provenote/id", git.run("rev-parse", "HEAD:notebook.ipynb"))),
                shape(
                        "a ref of ours that another program moved to a branch's commit",
                        git -> git.run("update-ref", "refs/provenote/id", "HEAD")),
                shape("merging, with a message, a stash and a worktree locked", git -> {
                    git.run("branch", "side");
                    git.write("src/Model.java", "stashed");
                    git.run("stash", "-q");
                    git.run("worktree", "add", "-q", "--lock", "../beside", "side");
                    git.run("commit", "-q", "--allow-empty", "-m", "main");
                    git.write(".git/MERGE_HEAD", git.run("rev-parse", "side") + "\n");
                    git.write(".git/MERGE_MSG", "merging\n");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void theAnswerIsGitsOwnOrUnknownAndNothingChanges(String name, Shape shape) throws Exception {
        assertAnswersAreGitsAndNothingChanges(shape);
    }
}
