package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.provenance.git.Sha256;
import org.provenote.provenance.restore.Existing;
import org.provenote.provenance.restore.Restored;
import org.provenote.provenance.restore.WholeFile;
import org.provenote.provenance.worktree.CaptureLimits;

class RestoreTest {
    @TempDir
    Path temp;

    private Git git;
    private NotebookVersions versions;

    @BeforeEach
    void prepare() throws IOException {
        git = Git.repository(temp.resolve("repo"));
        versions = NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"));
    }

    private String save() throws IOException {
        return versions.saveWithWorkTree(
                        "id", "x", Files.readAllBytes(git.folder.resolve("notebook.ipynb")), "m", CaptureLimits.DEFAULT)
                .version()
                .commitId();
    }

    @Test
    void theWholeStateComesBackByteForByteIntoAFreshFolder() throws Exception {
        git.write("src/Model.java", "class Changed {}\r\n");
        git.write("new/größe 1.txt", "untracked");
        Files.write(git.folder.resolve("image.bin"), new byte[] {0, -1, 13, 10});
        assertThat(git.write("run.sh", "#!/bin/sh\n").toFile().setExecutable(true))
                .isTrue();
        Files.createSymbolicLink(git.folder.resolve("link"), Path.of("src/Model.java"));
        Map<String, String> before = Git.in(git.folder).contents();
        String commit = save();
        git.run("reset", "-q", "--hard");
        git.run("clean", "-qfdx");
        var visible = git.visible();

        Restored restored =
                NoProcesses.during(() -> versions.restoreState(commit, temp.resolve("fresh/deep"), Existing.REFUSE));

        assertThat(Git.in(temp.resolve("fresh/deep")).contents()).isEqualTo(before);
        assertThat(restored.missing()).isEmpty();
        assertThat(restored.files()).isEqualTo(6);
        assertThat(restored.notebook())
                .isEqualTo(temp.resolve("fresh/deep/notebook.ipynb").toRealPath());
        assertThat(Files.isExecutable(temp.resolve("fresh/deep/run.sh"))).isTrue();
        assertThat(git.visible()).isEqualTo(visible);
    }

    @Test
    void aFolderWithAnythingInItIsRefusedAndLeftAlone() throws Exception {
        String commit = save();
        Git other = Git.in(Files.createDirectories(temp.resolve("other")));
        other.write("mine.txt", "mine");

        assertThatThrownBy(() -> versions.restoreState(commit, other.folder, Existing.REFUSE))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("not empty");
        assertThat(other.contents()).containsOnlyKeys("mine.txt");
    }

    @Test
    void whenToldSoFilesOfTheSameNameAreReplacedAndOthersStay() throws Exception {
        String commit = save();
        Git other = Git.in(Files.createDirectories(temp.resolve("other")));
        other.write("mine.txt", "mine");
        other.write("notebook.ipynb", "old");

        versions.restoreState(commit, other.folder, Existing.REPLACE);

        assertThat(other.contents()).containsOnlyKeys("mine.txt", "notebook.ipynb", "src/Model.java");
        assertThat(other.folder.resolve("notebook.ipynb")).hasContent("{\"cells\": []}");
    }

    /** Its program would go on writing into a file without a name. */
    @Test
    void aDatabaseInUseIsNotReplacedEvenWhenToldSo() throws Exception {
        git.write("runs.db", "as it was");
        String commit = save();
        Git other = Git.in(Files.createDirectories(temp.resolve("other")));
        other.write("runs.db", "in use");
        other.write("runs.db-wal", "log");

        Restored restored = versions.restoreState(commit, other.folder, Existing.REPLACE);

        assertThat(other.folder.resolve("runs.db")).hasContent("in use");
        assertThat(restored.missing()).containsExactly("runs.db: a database that is in use is in its place");
    }

    @Test
    void aNotebookCopyNeverReplacesAFileUnlessTold() throws Exception {
        String commit = save();
        Path copy = temp.resolve("copy.ipynb");
        versions.restoreNotebook(commit, copy, Existing.REFUSE);
        assertThat(copy).hasContent("{\"cells\": []}");

        Files.writeString(copy, "edited");
        assertThatThrownBy(() -> versions.restoreNotebook(commit, copy, Existing.REFUSE))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(copy).hasContent("edited");

        versions.restoreNotebook(commit, copy, Existing.REPLACE);
        assertThat(copy).hasContent("{\"cells\": []}");
    }

    @Test
    void aStateSavedOutsideGitIsTheNotebook() throws Exception {
        NotebookVersions outside = NotebookVersions.beside(temp.resolve("plain/n.ipynb"), temp.resolve("fallback"));
        String commit =
                outside.save("id", "sub/n.ipynb", "{}".getBytes(UTF_8), "m").commitId();

        outside.restoreState(commit, temp.resolve("fresh"), Existing.REFUSE);

        assertThat(Git.in(temp.resolve("fresh")).contents()).containsOnlyKeys("sub/n.ipynb");
    }

    @Test
    void noTreeWritesOutsideTheFolderWhateverItsNamesAndLinksSay() throws Exception {
        String blob = git.run("hash-object", "-w", git.write("evil.txt", "evil").toString());
        String link = git.run(
                "hash-object", "-w", git.write("target", temp.toString()).toString());
        String inner = tree("100644 blob " + blob + "\tescaped.txt");
        String up = tree("040000 tree " + inner + "\t..");
        String notebook = "\n100644 blob " + blob + "\tnotebook.ipynb";
        for (String listing : new String[] {
            "040000 tree " + inner + "\t..",
            "040000 tree " + up + "\ta",
            "040000 tree " + inner + "\t.git",
            "040000 tree " + inner + "\t.GIT",
            "040000 tree " + inner + "\t.g\u200cit",
            "040000 tree " + inner + "\tgit~1",
            "040000 tree " + inner + "\tGIT~1",
            "040000 tree " + inner + "\t.git.",
            "120000 blob " + link + "\t.git",
            "100644 blob " + blob + "\t..",
            "120000 blob " + link + "\ta\n040000 tree " + inner + "\ta",
        }) {
            String commit =
                    git.run("commit-tree", tree(listing + notebook), "-m", "Provenote-Notebook: notebook.ipynb");
            Path folder = Files.createTempDirectory(temp, "into");

            Restored restored = versions.restoreState(commit, folder, Existing.REFUSE);

            assertThat(folder.resolve("notebook.ipynb")).as(listing).hasContent("evil");
            assertThat(restored.missing()).as(listing).hasSize(1);
            assertThat(temp.resolve("escaped.txt")).doesNotExist();
            assertThat(folder.resolve(".git")).doesNotExist();
            try (Stream<Path> names = Files.list(folder)) {
                assertThat(names.map(path -> path.getFileName().toString()))
                        .as(listing)
                        .isSubsetOf("notebook.ipynb", "a");
            }
        }
    }

    /** A handful of objects, each of which names another ten times. */
    @Test
    void aTreeOfMoreFilesThanAnyRepositoryHasIsRefusedBeforeAnythingIsWritten() throws Exception {
        String blob = git.run("hash-object", "-w", git.write("x.txt", "x").toString());
        String commit = git.run("commit-tree", multiplied(blob, 7), "-m", "many\n\nProvenote-Notebook: notebook.ipynb");

        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThatThrownBy(() -> versions.restoreState(commit, temp.resolve("fresh"), Existing.REFUSE))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("1,000,000 files")
                        .hasMessageContaining("nothing was written"));

        assertThat(temp.resolve("fresh")).doesNotExist();
    }

    @Test
    void aTreeThatTheDiskHasNoRoomForIsRefusedBeforeAnythingIsWritten() throws Exception {
        Path large = Files.write(git.folder.resolve("large"), new byte[40 << 20]);
        String blob = git.run("hash-object", "-w", large.toString());
        // 40 TiB
        String commit =
                git.run("commit-tree", multiplied(blob, 5), "-m", "large\n\nProvenote-Notebook: notebook.ipynb");

        assertThatThrownBy(() -> versions.restoreState(commit, temp.resolve("deep/fresh"), Existing.REFUSE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("GiB")
                .hasMessageContaining("nothing was written");

        assertThat(temp.resolve("deep")).doesNotExist();
    }

    @Test
    void soIsATreeOfAsManyFoldersWithoutAFile() throws Exception {
        String blob = git.run("hash-object", "-w", git.write("x.txt", "x").toString());
        String empty = multiplied(git.run("hash-object", "-w", "-t", "tree", "/dev/null"), "040000 tree ", 9);
        String commit = git.run(
                "commit-tree",
                tree("040000 tree " + empty + "\ta\n100644 blob " + blob + "\tnotebook.ipynb"),
                "-m",
                "Provenote-Notebook: notebook.ipynb");

        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThatThrownBy(() -> versions.restoreState(commit, temp.resolve("fresh"), Existing.REFUSE))
                        .hasMessageContaining("1,000,000 files and folders"));
    }

    /** Ten to the power of {@code levels} files, and a notebook. */
    private String multiplied(String blob, int levels) throws IOException {
        String tree = multiplied(blob, "100644 blob ", levels);
        return tree("040000 tree " + tree + "\ta\n100644 blob " + blob + "\tnotebook.ipynb");
    }

    private String multiplied(String object, String kind, int levels) throws IOException {
        String tree = object;
        for (int level = 1; level <= levels; level++) {
            String entry = (level == 1 ? kind : "040000 tree ") + tree + "\t";
            tree = tree(IntStream.range(0, 10).mapToObj(i -> entry + i).collect(Collectors.joining("\n")));
        }
        return tree;
    }

    @Test
    void aNotebookTooLargeToHoldInMemoryIsRestoredAndNotRead() throws Exception {
        byte[] large = new byte[(50 << 20) + 1];
        Arrays.fill(large, (byte) ' ');
        Path file = Files.write(git.folder.resolve("notebook.ipynb"), large);
        String blob = git.run("hash-object", "-w", file.toString());
        String commit = git.run(
                "commit-tree",
                tree("100644 blob " + blob + "\tnotebook.ipynb"),
                "-m",
                "Provenote-Notebook: notebook.ipynb");
        git.run("update-ref", "refs/provenote/id", commit);

        assertThatThrownBy(() -> versions.read(commit))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("larger than 50 MiB");
        assertThat(versions.latest("id")).isEmpty();

        versions.restoreNotebook(commit, temp.resolve("copy.ipynb"), Existing.REFUSE);
        assertThat(temp.resolve("copy.ipynb")).hasBinaryContent(large);
        versions.restoreNotebook(commit, temp.resolve("copy.ipynb"), Existing.REPLACE);
        assertThat(temp.resolve("copy.ipynb")).hasBinaryContent(large);
    }

    /** A tree that Git itself would not write. */
    private String tree(String listing) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (String line : listing.split("\n")) {
            String[] parts = line.split("[ \t]");
            raw.writeBytes((parts[0].replaceFirst("^0", "") + " " + parts[3] + "\0").getBytes(UTF_8));
            raw.writeBytes(HexFormat.of().parseHex(parts[2]));
        }
        Path file = Files.write(temp.resolve("raw-tree"), raw.toByteArray());
        return git.run("hash-object", "-w", "-t", "tree", "--literally", file.toString());
    }

    @Test
    void largeFilesComeFromTheStoreOfGitLfsOrAreSaidToBeMissing() throws Exception {
        String here = Sha256.of("large".getBytes(UTF_8));
        String gone = Sha256.of("other".getBytes(UTF_8));
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 5\n";
        git.write("here.bin", pointer.formatted(here));
        git.write("gone.bin", pointer.formatted(gone));
        git.write(".git/lfs/objects/" + here.substring(0, 2) + "/" + here.substring(2, 4) + "/" + here, "large");

        Restored restored = versions.restoreState(save(), temp.resolve("fresh"), Existing.REFUSE);

        assertThat(temp.resolve("fresh/here.bin")).hasContent("large");
        assertThat(restored.missing()).singleElement().asString().startsWith("gone.bin: its content is in Git LFS");
    }

    private String saveState(long fileBytes) throws IOException {
        CaptureLimits limits = new CaptureLimits(fileBytes, 1_000_000, 100, Duration.ofSeconds(10), Set.of());
        return versions.saveWithWorkTree("id", "notebook.ipynb", "{}".getBytes(UTF_8), "run 1", limits)
                .version()
                .commitId();
    }

    @Test
    void whatAVersionDoesNotHoldIsSaidAndReplacesNothing() throws Exception {
        git.write("d/big.csv", "committed");
        git.write("d/c.properties", "url=x");
        git.run("add", "-A");
        git.run("commit", "-qm", "data");
        git.write("d/big.csv", "edited ".repeat(100));
        git.write("d/c.properties", "url=https://me:hunter22@example.org/");
        git.write("new größe.csv", "x".repeat(200));
        var before = git.contents();
        String commit = saveState(100);

        Restored over = versions.restoreState(commit, git.folder, Existing.REPLACE);

        assertThat(over.missing())
                .containsExactlyInAnyOrder(
                        "d/big.csv: was left out of this version (FILE_TOO_LARGE); the file that is there stays",
                        "d/c.properties: a secret in it is masked in this version; the file that is there stays",
                        "new größe.csv: was left out of this version (FILE_TOO_LARGE)");
        before.put("notebook.ipynb", Sha256.of("{}".getBytes(UTF_8)));
        assertThat(git.contents()).isEqualTo(before);

        Restored fresh = versions.restoreState(commit, temp.resolve("fresh"), Existing.REFUSE);

        assertThat(fresh.missing())
                .containsExactlyInAnyOrder(
                        "d/big.csv: was left out of this version (FILE_TOO_LARGE); it is as Git has it",
                        "d/c.properties: a secret in it is masked in this version",
                        "new größe.csv: was left out of this version (FILE_TOO_LARGE)");
        assertThat(temp.resolve("fresh/d/big.csv")).hasContent("committed");
    }

    @Test
    void thatMoreOrLessWasLeftOutMakesAnotherVersion() throws Exception {
        git.write("big.csv", "x".repeat(200));
        String without = saveState(100);
        git.run("update-index", "--refresh");
        Files.delete(git.folder.resolve("big.csv"));

        String then = saveState(100);

        assertThat(then).isNotEqualTo(without);
        assertThat(versions.restoreState(then, temp.resolve("fresh"), Existing.REFUSE)
                        .missing())
                .isEmpty();
    }

    @Test
    void ofManyFilesThatWereLeftOutTheFirstAreNamed() throws Exception {
        for (int i = 0; i < 130; i++) {
            git.write("data/" + i + ".csv", "x".repeat(200));
        }

        Restored restored = versions.restoreState(saveState(100), temp.resolve("fresh"), Existing.REFUSE);

        assertThat(restored.missing()).hasSize(101).last().isEqualTo("30 more were left out of this version");
    }

    /** Its bytes may be nowhere else. */
    @Test
    void aLargeFileThatIsThereIsNotReplacedByItsPointer() throws Exception {
        git.write(
                "gone.bin",
                "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 5\n"
                        .formatted(Sha256.of("other".getBytes(UTF_8))));
        String commit = save();
        Git other = Git.in(Files.createDirectories(temp.resolve("other")));
        other.write("gone.bin", "mine");

        Restored restored = versions.restoreState(commit, other.folder, Existing.REPLACE);

        assertThat(other.folder.resolve("gone.bin")).hasContent("mine");
        assertThat(restored.missing()).singleElement().asString().startsWith("gone.bin: its content is in Git LFS");
    }

    @Test
    void aFileThatAPartialCloneHasNoContentForStaysAsItIs() throws Exception {
        String commit = save();
        String blob = git.run("rev-parse", commit + ":src/Model.java");
        Files.delete(git.folder.resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));
        Git other = Git.in(Files.createDirectories(temp.resolve("other")));
        other.write("src/Model.java", "mine");

        Restored restored = versions.restoreState(commit, other.folder, Existing.REPLACE);

        assertThat(other.folder.resolve("src/Model.java")).hasContent("mine");
        assertThat(restored.missing()).singleElement().asString().startsWith("src/Model.java: its content is not");
    }

    /** As on a full disk. */
    @Test
    void whatCannotBeWrittenToItsEndReplacesNothing() throws Exception {
        Path file = Files.writeString(temp.resolve("mine.txt"), "mine");

        assertThatThrownBy(() -> WholeFile.write(file, partly -> {
                    Files.writeString(partly, "half");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class);

        assertThat(file).hasContent("mine");
        try (Stream<Path> beside = Files.list(temp)) {
            assertThat(beside).containsExactlyInAnyOrder(file, git.folder);
        }
    }

    @Test
    void aReplacedNotebookKeepsItsRightsAndItsLink() throws Exception {
        String commit = save();
        Path copy = Files.writeString(temp.resolve("copy.ipynb"), "edited");
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(temp.resolve("link.ipynb"), copy);

        versions.restoreNotebook(commit, link, Existing.REPLACE);

        assertThat(link).isSymbolicLink();
        assertThat(copy).hasContent("{\"cells\": []}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
    }

    @Test
    void aSubmoduleIsSaidToBeMissing() throws Exception {
        Git inner = Git.repository(temp.resolve("inner"));
        git.run("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.folder.toString(), "sub");

        Restored restored = versions.restoreState(save(), temp.resolve("fresh"), Existing.REFUSE);

        assertThat(restored.missing()).containsExactly("sub: a submodule at commit " + inner.run("rev-parse", "HEAD"));
    }

    @Test
    void aLinkTooLongForAnyPathIsSaidToBeMissing() throws Exception {
        String blob =
                git.run("hash-object", "-w", git.write("x", "x".repeat(10_000)).toString());
        String commit = git.run(
                "commit-tree",
                tree("120000 blob " + blob + "\tlink\n100644 blob " + blob + "\tnotebook.ipynb"),
                "-m",
                "Provenote-Notebook: notebook.ipynb");

        Restored restored = versions.restoreState(commit, temp.resolve("fresh"), Existing.REFUSE);

        assertThat(temp.resolve("fresh/notebook.ipynb")).exists();
        assertThat(restored.missing()).containsExactly("link: a link to what is no path here");
    }

    @Test
    void whatCannotBeWrittenHereIsSaidToBeMissing() throws Exception {
        String blob = git.run("hash-object", "-w", git.write("x", "x").toString());
        git.shell("printf 'a\\000b' > nul; printf '100644 blob " + blob
                + "\\tgr\\366\\337e\\n100644 blob %s\\tnotebook.ipynb\\n120000 blob %s\\tlink\\n' " + blob
                + " $(git hash-object -w nul) | git mktree > tree");
        String tree = Files.readString(git.folder.resolve("tree")).strip();
        String commit = git.run("commit-tree", tree, "-m", "Provenote-Notebook: notebook.ipynb");

        Restored restored = versions.restoreState(commit, temp.resolve("fresh"), Existing.REFUSE);

        assertThat(temp.resolve("fresh")).isDirectoryContaining("glob:**/notebook.ipynb");
        assertThat(restored.files()).isEqualTo(1);
        assertThat(restored.missing())
                .containsExactly("größe: its name is no UTF-8", "link: a link to what is no path here");
    }

    @Test
    void anUnknownVersionIsRefusedInWordsAndNothingIsMade() {
        assertThatThrownBy(() -> versions.restoreState("1".repeat(40), temp.resolve("fresh"), Existing.REFUSE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("This run's notebook is not kept here")
                .hasMessageContaining("1".repeat(40));
        assertThat(temp.resolve("fresh")).doesNotExist();
    }
}
