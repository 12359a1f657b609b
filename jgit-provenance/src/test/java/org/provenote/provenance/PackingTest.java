package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackingTest {
    /** The folder whose number of files JGit and Git take for all. */
    private static final String SAMPLE = ".provenote/versions.git/objects/17";

    /** What a packed version may take beside the one whose text stands whole, bytes. */
    private static final long MORE_FOR_EACH = 1024;

    @TempDir
    Path root;

    private final Map<String, String> saved = new LinkedHashMap<>();
    private final String picture =
            new Random(1).ints(20_000, 'A', 'Z').mapToObj(Character::toString).reduce("", String::concat);

    @Test
    void versionsOutsideGitArePackedAndAllAreStillThere() throws Exception {
        saveUntilItIsWorthIt();

        Packing first = NoProcesses.during(() -> Packing.in(root));

        assertThat(first.done()).isTrue();
        long oneVersion = first.before() / saved.size();
        assertThat(first.after()).isLessThan(oneVersion + saved.size() * MORE_FOR_EACH);
        assertAllAreThere();
        assertThat(Git.in(root.resolve(".provenote/versions.git")).run("fsck", "--strict"))
                .doesNotContain("error", "missing", "dangling");
        save("after");
        assertAllAreThere();
        Packing second = Packing.in(root);
        assertThat(second.after()).isEqualTo(second.before());
        assertThat(second.done()).isFalse();
    }

    @Test
    void versionsCanBeSavedAndReadMeanwhile() throws Exception {
        saveUntilItIsWorthIt();
        CompletableFuture<Packing> packing = CompletableFuture.supplyAsync(() -> {
            try {
                return Packing.in(root);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        int more = 0;
        do {
            save("meanwhile " + more++);
            assertAllAreThere();
        } while (!packing.isDone());
        packing.join();
        assertAllAreThere();
    }

    @Test
    void whereNothingIsKeptNothingIsMade() throws Exception {
        assertThat(Packing.in(root)).isEqualTo(new Packing(0, 0, false));
        assertThat(root).isEmptyDirectory();
    }

    private void saveUntilItIsWorthIt() throws Exception {
        for (int run = 0; files(root.resolve(SAMPLE)) <= 2; run++) {
            save("double rate = " + run);
        }
    }

    private void save(String cell) throws Exception {
        String content = cell + picture;
        NotebookVersion version = versions().save("id", "notebook.ipynb", content.getBytes(UTF_8), "run");
        saved.put(version.commitId(), content);
    }

    private void assertAllAreThere() throws Exception {
        for (Map.Entry<String, String> version : saved.entrySet()) {
            assertThat(versions().read(version.getKey()))
                    .isEqualTo(version.getValue().getBytes(UTF_8));
        }
    }

    private NotebookVersions versions() {
        return NotebookVersions.beside(root.resolve("notebook.ipynb"), root);
    }

    private static long files(Path folder) throws Exception {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
