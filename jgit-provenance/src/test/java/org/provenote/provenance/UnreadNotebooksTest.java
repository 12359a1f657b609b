package org.provenote.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.provenance.diff.RunFacts;
import org.provenote.provenance.run.RecordedRun;
import org.provenote.provenance.run.RunProvenance;
import org.provenote.provenance.run.RunTags;

/** What a comparison says of notebooks and records that it could not compare. */
class UnreadNotebooksTest {
    @TempDir
    Path temp;

    private Git git;
    private RunProvenance provenance;

    @BeforeEach
    void prepare() throws IOException {
        git = Git.repository(temp.resolve("repo"));
        provenance = new RunProvenance(git.folder);
    }

    @Test
    void itSaysOfEachWhy() throws Exception {
        RecordedRun large = run("large", large());
        RecordedRun gone = run("gone", "0".repeat(40));

        assertThat(provenance.diff(large, gone).unread())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("large: ").contains("larger than 50 MiB"),
                        second -> assertThat(second).isEqualTo("gone: its notebook is not kept here"));
        assertThat(provenance.diff(gone, gone).unread()).isEmpty();
    }

    @Test
    void ofARunThatNeverHadANotebookItSaysSo() throws Exception {
        RecordedRun program = run("program", Map.of());

        assertThat(provenance.diff(program, run("gone", large())).unread())
                .anyMatch(said -> said.equals("program: it has no notebook version"));
    }

    @Test
    void itSaysWhereRecordsWereWrittenAndAreNot() throws Exception {
        RecordedRun moved = run("moved", Map.of(RunTags.BADGE, "as saved"));
        RecordedRun never = run("never", Map.of());

        assertThat(provenance.diff(never, moved).unread())
                .contains(
                        "moved: the cells that it executed and what it ran on could not be read in /gone/moved/provenance")
                .noneMatch(said -> said.contains("/gone/never"));
        assertThat(provenance
                        .diffWithNow(
                                moved,
                                new RunFacts(
                                        Map.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()))
                        .unread())
                .anyMatch(said -> said.contains("/gone/moved/provenance"));
        assertThat(provenance.diff(never, never).unread()).isEmpty();
    }

    /** A version that a Git of somebody else brought. */
    private String large() throws IOException {
        byte[] content = new byte[(50 << 20) + 1];
        Arrays.fill(content, (byte) ' ');
        Files.write(git.folder.resolve("notebook.ipynb"), content);
        git.run("add", "notebook.ipynb");
        return git.run("commit-tree", git.run("write-tree"), "-m", "Provenote-Notebook: notebook.ipynb");
    }

    private static RecordedRun run(String name, String revision) {
        return run(name, Map.of(RunTags.NOTEBOOK_PATH, "notebook.ipynb", RunTags.REVISION, revision));
    }

    private static RecordedRun run(String name, Map<String, String> tags) {
        return new RecordedRun(name, Map.of(), tags, "/gone/" + name, path -> {
            throw new FileNotFoundException(path);
        });
    }
}
