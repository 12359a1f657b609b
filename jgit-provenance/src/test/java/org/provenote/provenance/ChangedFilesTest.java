package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.provenance.diff.FileChange;
import org.provenote.provenance.worktree.CaptureLimits;

class ChangedFilesTest {
    @TempDir
    Path temp;

    @Test
    void whatStandsBesideTheNotebookIsComparedAndTheNotebookIsNot() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.write("data.csv", "1");
        NotebookVersions versions =
                NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"));
        String before = save(versions, "one");
        git.write("data.csv", "2");
        git.write("new.txt", "n");
        Files.delete(git.folder.resolve("src/Model.java"));
        String after = save(versions, "two");

        assertThat(versions.changedFiles(before, after))
                .containsExactly(
                        new FileChange("data.csv", FileChange.Kind.EDITED),
                        new FileChange("new.txt", FileChange.Kind.ADDED),
                        new FileChange("src/Model.java", FileChange.Kind.REMOVED));
        assertThat(versions.changedFiles(before, before)).isEmpty();
    }

    @Test
    void anUnknownVersionIsRefusedInWords() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        NotebookVersions versions =
                NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"));
        String known = save(versions, "one");

        assertThatThrownBy(() -> versions.changedFiles(known, "HEAD"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("HEAD");
    }

    private static String save(NotebookVersions versions, String content) throws IOException {
        return versions.saveWithWorkTree("id", "x", content.getBytes(UTF_8), "m", CaptureLimits.DEFAULT)
                .version()
                .commitId();
    }

    @Test
    void aNotebookThatWasSavedAloneTellsNothingOfOtherFiles() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        NotebookVersions versions =
                NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"));
        String whole = save(versions, "one");
        String alone =
                versions.save("id", "notebook.ipynb", "{}".getBytes(UTF_8), "m").commitId();

        assertThat(versions.changedFiles(whole, alone)).isEmpty();
        assertThat(versions.changedFiles(alone, whole)).isEmpty();
    }
}
