package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.provenance.NotebookVersions;
import org.provenote.provenance.Packing;
import picocli.CommandLine;

class PackCommandTest {
    @TempDir
    Path root;

    @Test
    void whatIsSaidIsWhatWasDone() throws Exception {
        assertThat(pack()).isEqualTo("No versions of notebooks outside Git are kept here.\n");
        save("1 + 1");
        assertThat(pack()).isEqualTo("Nothing to pack yet: notebook versions take 0.0 MB.\n");
        for (int run = 0; files(".provenote/versions.git/objects/17") <= 2; run++) {
            save("double rate = " + run);
        }
        assertThat(pack()).startsWith("Packed ");
        assertThat(pack()).startsWith("Nothing to pack yet: ");
    }

    @Test
    void aPackThatSavedNothingIsNoNothing() {
        assertThat(PackCommand.told(new Packing(700_000, 700_000, true)))
                .isEqualTo("Packed the notebook versions, which saved nothing: they take 0.7 MB.");
    }

    private String pack() {
        StringWriter said = new StringWriter();
        assertThat(new CommandLine(new PackCommand())
                        .setOut(new PrintWriter(said))
                        .execute("--root", root.toString()))
                .isZero();
        return said.toString();
    }

    private void save(String cell) throws Exception {
        NotebookVersions.beside(root.resolve("notebook.ipynb"), root)
                .save("id", "notebook.ipynb", cell.getBytes(StandardCharsets.UTF_8), "run");
    }

    private long files(String folder) throws Exception {
        if (!Files.isDirectory(root.resolve(folder))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.count();
        }
    }
}
