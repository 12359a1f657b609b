package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotebookVersionsTest {
    private static final String ID = "0d9f6f8e-1c1b-4d0e-9a55-3a3a1f0c2b11";

    @TempDir
    Path temp;

    private NotebookVersions versions(Git git) {
        return NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"));
    }

    private static NotebookVersion save(NotebookVersions versions, String content) throws IOException {
        return versions.save(ID, "notebook.ipynb", content.getBytes(UTF_8), "run 1");
    }

    @Test
    void plainGitShowsTheVersionAndItsContent() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));

        NotebookVersion version = NoProcesses.during(() -> save(versions(git), "{\"v\": 1}"));

        assertThat(version.ref()).isEqualTo("refs/provenote/" + ID);
        assertThat(git.run("rev-parse", version.ref())).isEqualTo(version.commitId());
        assertThat(git.run("show", version.commitId() + ":notebook.ipynb")).isEqualTo("{\"v\": 1}");
        assertThat(git.run("rev-parse", version.commitId() + ":notebook.ipynb")).isEqualTo(version.blobId());
        assertThat(git.run("log", "--format=%s", version.ref())).isEqualTo("run 1");
        assertThat(git.run("fsck", "--strict")).isEmpty();
    }

    @Test
    void aVersionIsReadBackByteForByte() throws Exception {
        byte[] content = {0, 13, 10, -1, 127, 13};
        NotebookVersions versions = versions(Git.repository(temp.resolve("repo")));

        NotebookVersion version = versions.save(ID, "notebook.ipynb", content, "m");

        assertThat(versions.read(version.commitId())).isEqualTo(content);
    }

    @Test
    void theSameContentIsTheSameVersionAndWritesNothing() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        NotebookVersion first = save(versions(git), "one");
        String objects = git.run("count-objects");

        assertThat(save(versions(git), "one")).isEqualTo(first);
        assertThat(git.run("count-objects")).isEqualTo(objects);
    }

    @Test
    void aNotebookThatLostItsIdIsKnownByItForAsLongAsItsCellsAreThose() throws Exception {
        NotebookVersions versions = versions(Git.repository(temp.resolve("repo")));
        String id = "\"provenote\": {\"id\": \"" + ID + "\"}";

        assertThat(idAfter(versions, "a", "")).isEmpty();
        assertThat(idAfter(versions, "a", id)).contains(UUID.fromString(ID));
        assertThat(idAfter(versions, "a", "")).contains(UUID.fromString(ID));
        assertThat(idAfter(versions, "a", "\"x\": 1")).contains(UUID.fromString(ID));
        assertThat(idAfter(versions, "b", "")).isEmpty();
    }

    @Test
    void aNotebookIsKnownAsItsSaverSaysWhateverItsContentHolds() throws Exception {
        NotebookVersions versions = versions(Git.repository(temp.resolve("repo")));
        String id = "\"provenote\": {\"id\": \"" + ID + "\"}";

        assertThat(idAfter(versions.knownAs(Optional.empty()), "a", id)).isEmpty();
        assertThat(idAfter(versions.knownAs(Optional.of(UUID.fromString(ID))), "a", id))
                .contains(UUID.fromString(ID));
    }

    /** By which the notebook of one cell is known once it is kept. */
    private static Optional<UUID> idAfter(NotebookVersions versions, String cell, String metadata) throws IOException {
        save(
                versions,
                "{\"cells\": [{\"cell_type\": \"code\", \"id\": \"" + cell + "\", \"metadata\": {}, \"source\": []}],"
                        + " \"metadata\": {" + metadata + "}, \"nbformat\": 4, \"nbformat_minor\": 5}");
        return KeptNotebook.ofDeleted(versions, ID).orElseThrow().id();
    }

    @Test
    void versionsFollowOneAnother() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        NotebookVersion first = save(versions(git), "one");
        NotebookVersion second = save(versions(git), "two");

        assertThat(git.run("rev-parse", second.commitId() + "^")).isEqualTo(first.commitId());
        assertThat(versions(git).read(first.commitId())).isEqualTo("one".getBytes(UTF_8));
    }

    @Test
    void nothingThatTheUserSeesInGitChanges() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.write("src/Model.java", "class Changed {}\n");
        git.run("stash", "-q");
        git.write("staged.txt", "staged");
        git.run("add", "staged.txt");
        git.write("src/Model.java", "class Dirty {}\n");
        git.write(".git/hooks/reference-transaction", "#!/bin/sh\ntouch " + temp.resolve("hook-ran") + "\n");
        assertThat(git.folder
                        .resolve(".git/hooks/reference-transaction")
                        .toFile()
                        .setExecutable(true))
                .isTrue();
        var before = git.visible();

        save(versions(git), "one");
        save(versions(git), "two");

        assertThat(git.visible()).isEqualTo(before);
        assertThat(temp.resolve("hook-ran")).doesNotExist();
    }

    @Test
    void versionsSurviveGarbageCollection() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        NotebookVersion first = save(versions(git), "one");
        NotebookVersion second = save(versions(git), "two");

        git.run("gc", "-q", "--prune=now", "--aggressive");
        git.run("reflog", "expire", "--expire=now", "--all");
        git.run("gc", "-q", "--prune=now");

        assertThat(versions(git).read(first.commitId())).isEqualTo("one".getBytes(UTF_8));
        NotebookVersion third = save(versions(git), "three");
        assertThat(git.run("rev-parse", third.commitId() + "^")).isEqualTo(second.commitId());
    }

    @Test
    void aPushSendsNoVersion() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        Git remote = Git.in(temp.resolve("remote.git"));
        Git.in(temp).run("init", "-q", "--bare", "remote.git");
        git.run("remote", "add", "origin", remote.folder.toString());
        save(versions(git), "one");

        git.run("push", "-q", "origin", "main");
        git.run("push", "-q", "--all", "origin");
        git.run("push", "-q", "--tags", "origin");

        assertThat(remote.run("for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/main");
    }

    @Test
    void outsideAnyRepositoryTheyGoToOneOfOurOwn() throws Exception {
        NotebookVersions versions =
                NotebookVersions.beside(temp.resolve("plain/notebook.ipynb"), temp.resolve("fallback"));
        assertThat(temp.resolve("fallback")).doesNotExist();

        NotebookVersion version = save(versions, "one");

        assertThat(version.repository()).isEqualTo(temp.resolve("fallback/.provenote/versions.git"));
        assertThat(versions.read(version.commitId())).isEqualTo("one".getBytes(UTF_8));
        Git own = Git.in(version.repository());
        assertThat(own.run("fsck", "--strict")).doesNotContain("error");
        assertThat(own.run("config", "pack.window")).isEqualTo("50");
        assertThat(own.run("log", "--format=%s", version.ref())).isEqualTo("run 1");
        assertThat(temp.resolve("fallback/.provenote")).isDirectoryNotContaining("glob:**/new-*");
    }

    @Test
    void manyKernelsMayMakeOurRepositoryAtOnce() throws Exception {
        NotebookVersions versions =
                NotebookVersions.beside(temp.resolve("plain/notebook.ipynb"), temp.resolve("fallback"));

        List<NotebookVersion> all = atOnce(16, i -> save(versions, "content " + i));

        assertThat(all.stream().map(NotebookVersion::commitId).distinct()).hasSize(16);
        assertThat(Git.in(all.get(0).repository())
                        .run("rev-list", "--count", all.get(0).ref()))
                .isEqualTo("16");
    }

    @Test
    void manyKernelsOnOneNotebookAllSucceed() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));

        List<NotebookVersion> all = atOnce(8, i -> {
            NotebookVersion last = null;
            for (int n = 0; n < 10; n++) {
                last = save(versions(git), "content " + i + "/" + n);
            }
            return last;
        });

        assertThat(git.run("rev-list", "--count", all.get(0).ref())).isEqualTo("80");
    }

    private interface Numbered<T> {
        T of(int number) throws Exception;
    }

    private static <T> List<T> atOnce(int count, Numbered<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(threads.submit(() -> work.of(number)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aLockLeftByAKilledKernelIsRemovedInTime() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        save(versions(git), "one");
        Path lock = git.write(".git/refs/provenote/" + ID + ".lock", "");
        Files.setLastModifiedTime(
                lock,
                java.nio.file.attribute.FileTime.from(java.time.Instant.now().minusSeconds(120)));

        NotebookVersion second = save(versions(git), "two");

        assertThat(git.run("rev-parse", second.ref())).isEqualTo(second.commitId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                "A",
                "a",
                "@{-1}",
                "x.lock",
                "-x",
                "~^:?*[\\ ",
                "größe",
                "a/b",
                "line\nbreak",
                "$(touch x)",
                "%41"
            })
    void everyIdGetsARefThatGitAccepts(String id) throws Exception {
        Git git = Git.repository(temp.resolve("repo"));

        NotebookVersion version = versions(git).save(id, "notebook.ipynb", new byte[] {1}, "m");

        assertThat(git.attempt("check-ref-format", version.ref()).exit()).isZero();
        assertThat(git.run("rev-parse", version.ref())).isEqualTo(version.commitId());
    }

    @Test
    void differentIdsHaveDifferentRefsAlsoWhereCaseIsIgnored() {
        assertThat(List.of("a", "A", "%41", "", "x".repeat(200), "x".repeat(201)).stream()
                        .map(NotebookRef::of)
                        .distinct())
                .hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"><img src=x onerror=alert(1)>.ipynb",
                "$(touch x)`id`.ipynb",
                "line\r\nbreak.ipynb",
                "Provenote-Notebook: x\nProvenote-Notebook: y",
                "\u202Egnp.ipynb",
                "a b#c%20d?.ipynb",
                "größe/日本.ipynb",
            })
    void everyNameIsKeptAndReadBack(String name) throws Exception {
        Git git = Git.repository(temp.resolve("repo"));

        NotebookVersion version = versions(git).save(ID, name, name.getBytes(UTF_8), "run of " + name);

        assertThat(version.path()).isEqualTo(name);
        assertThat(versions(git).read(version.commitId())).isEqualTo(name.getBytes(UTF_8));
        assertThat(git.run("fsck", "--strict")).isEmpty();
    }

    @Test
    void aNameOf255BytesIsKept() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        String name = "ü".repeat(124) + "x.ipynb";
        assertThat(name.getBytes(UTF_8)).hasSize(255);

        NotebookVersion version = versions(git).save(ID, name, new byte[] {1}, "m");

        assertThat(versions(git).read(version.commitId())).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/etc/passwd",
                ".git/config",
                "a/.GIT/hooks/x",
                "a/./b//c",
                "..",
                "",
                ".g\u200cit/x"
            })
    void noPathLeadsOutOfTheTree(String path) throws Exception {
        Git git = Git.repository(temp.resolve("repo"));

        NotebookVersion version = versions(git).save(ID, path, new byte[] {1}, "m");

        assertThat(version.path().split("/")).doesNotContain("..", ".", "", ".git", ".GIT");
        assertThat(git.run("fsck", "--strict")).isEmpty();
        assertThat(versions(git).read(version.commitId())).containsExactly(1);
    }

    @Test
    void anUnknownOrForeignVersionIsRefusedInWords() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));

        assertThatThrownBy(() -> versions(git).read("1".repeat(40)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1".repeat(40));
        assertThatThrownBy(() -> versions(git).read("HEAD")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> versions(git).read(git.run("rev-parse", "HEAD")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void inALinkedWorkTreeTheRepositorySharesThem() throws Exception {
        Git git = Git.repository(temp.resolve("main"));
        git.run("worktree", "add", "-q", "-b", "side", "../side");
        Git side = Git.in(temp.resolve("side"));

        NotebookVersion version = save(versions(side), "one");

        assertThat(git.run("rev-parse", version.ref())).isEqualTo(version.commitId());
        git.run("worktree", "remove", "--force", "../side");
        assertThat(versions(git).read(version.commitId())).isEqualTo("one".getBytes(UTF_8));
    }

    @Test
    void aRepositoryInAFormatThatJGitDoesNotKnowIsLeftAlone() throws Exception {
        Git git = Git.in(Files.createDirectories(temp.resolve("repo")));
        git.run("init", "-q", "--object-format=sha256");
        git.write("notebook.ipynb", "x");

        NotebookVersion version = save(versions(git), "one");

        assertThat(version.repository()).isEqualTo(temp.resolve("fallback/.provenote/versions.git"));
        assertThat(versions(git).read(version.commitId())).isEqualTo("one".getBytes(UTF_8));
        assertThat(git.run("for-each-ref")).isEmpty();
    }

    @Test
    void aBrokenRepositoryMakesThemGoToOurOwn() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        Files.writeString(git.folder.resolve(".git/config"), "[core\nnonsense");

        assertThat(save(versions(git), "one").repository()).isEqualTo(temp.resolve("fallback/.provenote/versions.git"));
    }

    @Test
    void ourFolderInsideAWorkTreeDoesNotShowInItsStatus() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        Files.writeString(git.folder.resolve(".git/config"), "[core\nnonsense");
        NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), git.folder)
                .save(ID, "notebook.ipynb", new byte[] {1}, "m");
        git.write(".git/config", "[core]\n\trepositoryformatversion = 0\n");

        assertThat(git.run("status", "--porcelain")).isEmpty();
    }

    @Test
    void secretsInContentAndMessageAreMaskedBeforeStorage() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));

        NotebookVersion version = versions(git)
                .save(ID, "notebook.ipynb", "{\"o\": \"https://u:geheim@h/\"}".getBytes(UTF_8), "https://u:geheim@h/");

        assertThat(git.run("log", "-p", version.ref())).doesNotContain("geheim").contains("https://u:***@h/");
        assertThat(versions(git).read(version.commitId())).isEqualTo("{\"o\": \"https://u:***@h/\"}".getBytes(UTF_8));
    }

    @Test
    void aNotebookOf50MegabytesIsKept() throws Exception {
        byte[] large = new byte[50_000_000];
        new Random(1).nextBytes(large);
        NotebookVersions versions = versions(Git.repository(temp.resolve("repo")));

        NotebookVersion version = versions.save(ID, "notebook.ipynb", large, "m");

        assertThat(versions.read(version.commitId())).isEqualTo(large);
    }
}
