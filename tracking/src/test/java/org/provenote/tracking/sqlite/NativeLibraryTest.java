package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.Java;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.TrackingUris;

/** What a process that uses SQLite unpacks, and leaves behind when it is killed. */
class NativeLibraryTest {
    private static final Path CLASSES = Path.of("target/classes").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void aKilledProcessLeavesNothingInTheTemporaryFolder() throws Exception {
        useAndKill(CLASSES);
        assertThat(names(temporary())).isEmpty();
    }

    @Test
    void anInstallationKeepsItForTheNextProcess() throws Exception {
        Path installed = installation();
        Path kept = Files.createFile(installed.resolveSibling(NativeLibrary.KEPT));
        useAndKill(installed);
        assertThat(kept).isNotEmptyFile();
        assertThat(names(kept.getParent())).containsExactlyInAnyOrder("classes", NativeLibrary.KEPT);
        Object first = Files.getLastModifiedTime(kept);
        // It needs no temporary folder from then on.
        Files.delete(temporary());
        useAndKill(installed);
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(first);
    }

    /** As after an installation was copied to another kind of machine. */
    @Test
    void aKeptFileThatIsOfNoUseHereIsPassedOver() throws Exception {
        Path installed = installation();
        Path kept = Files.writeString(installed.resolveSibling(NativeLibrary.KEPT), "of another machine");
        useAndKill(installed);
        assertThat(kept).hasContent("of another machine");
        assertThat(names(temporary())).isEmpty();
    }

    /** Only an installation asks for it. */
    @Test
    void nothingIsPutBesideOtherClasses() throws Exception {
        Path elsewhere = installation();
        useAndKill(elsewhere);
        assertThat(names(elsewhere.getParent())).containsExactly("classes");
    }

    private Path installation() throws IOException {
        Path copy = folder.resolve("with a space/lib/classes");
        try (Stream<Path> all = Files.walk(CLASSES)) {
            for (Path each : all.toList()) {
                Files.createDirectories(copy.resolve(CLASSES.relativize(each)).getParent());
                Files.copy(each, copy.resolve(CLASSES.relativize(each)));
            }
        }
        return copy;
    }

    @BeforeEach
    void makeTemporaryFolder() throws IOException {
        Files.createDirectory(temporary());
    }

    private Path temporary() {
        return folder.resolve("tmp");
    }

    private void useAndKill(Path classes) throws Exception {
        String path = System.getProperty("java.class.path").replace(CLASSES.toString(), classes.toString());
        Process program = new ProcessBuilder(Java.command(
                        "-XX:-UsePerfData",
                        "-Djava.io.tmpdir=" + temporary(),
                        "-Dorg.sqlite.lib.name=a users",
                        "-cp",
                        path,
                        Program.class.getName(),
                        TrackingUris.of(folder.resolve("mlflow.db"))))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = program.inputReader()) {
            assertThat(said.readLine()).isEqualTo("Default; a users; null; null");
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    private static List<String> names(Path folder) {
        return Stream.of(folder.toFile().listFiles()).map(File::getName).toList();
    }

    /** Uses a store, says so, and waits. */
    public static final class Program {
        public static void main(String[] arguments) throws Exception {
            List<Experiment> found = SqliteStore.open(arguments[0])
                    .searchExperiments(ExperimentSearch.all())
                    .items();
            System.out.println(String.join(
                    "; ",
                    found.get(0).name(),
                    System.getProperty("org.sqlite.lib.name"),
                    System.getProperty("org.sqlite.lib.path"),
                    System.getProperty("org.sqlite.tmpdir")));
            Thread.sleep(60_000);
        }
    }
}
