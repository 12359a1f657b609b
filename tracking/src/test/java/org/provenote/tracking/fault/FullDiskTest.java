package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/**
 * No room, no folder: a program that logs goes on, the user gets one notice, what was logged is kept and counted, and is all
 * there once the trouble is over.
 */
class FullDiskTest {
    @TempDir
    Path place;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(place.resolve("notebooks"));
    }

    @Test
    void aDiskThatFillsUpDuringARunCostsNothing() throws Exception {
        String first;
        String second;
        try (LoggingProcess program = new LoggingProcess(folder)) {
            first = program.does("start");
            program.does("log 1000");
            assertThat(program.does("flush")).isEqualTo("true");

            program.limitFiles("1");
            assertThat(program.does("log 3000")).isEqualTo(first);
            assertThat(program.does("end")).isEqualTo(first);
            second = program.does("start");
            assertThat(program.does("log 500")).isEqualTo(second);
            assertThat(program.does("status")).startsWith("3505 0 ").contains("3505 log calls are in memory only");
            assertThat(program.warnings()).as(program.said()).isEqualTo(1);

            program.limitFiles("unlimited");
            assertThat(program.does("log 10")).isEqualTo(second);
            assertThat(program.does("flush")).as(program.does("status")).isEqualTo("true");
            assertThat(program.does("status")).isEqualTo("0 0 all delivered");
            assertThat(program.does("end")).isEqualTo(second);
            assertThat(program.warnings()).as(program.said()).isEqualTo(1);
        }
        assertHas(first, 4_000);
        assertHas(second, 510);
    }

    @Test
    void aDiskThatIsFullBeforeTheFirstRunCostsNothing() throws Exception {
        String run;
        try (LoggingProcess program = new LoggingProcess(folder)) {
            program.limitFiles("1");
            run = program.does("start");
            assertThat(program.does("log 100")).isEqualTo(run);
            assertThat(program.warnings()).as(program.said()).isEqualTo(1);
            program.limitFiles("unlimited");
            assertThat(program.does("flush")).isEqualTo("true");
            program.does("end");
        }
        assertHas(run, 100);
    }

    @Test
    void aFolderThatIsGoneForAWhileCostsNothing() throws Exception {
        String first;
        String second;
        try (LoggingProcess program = new LoggingProcess(folder)) {
            first = program.does("start");
            program.does("log 100");
            program.does("flush");

            Path away = Files.move(folder, place.resolve("away"));
            Files.createFile(folder);
            assertThat(program.does("log 100")).isEqualTo(first);
            assertThat(program.does("end")).isEqualTo(first);
            second = program.does("start");
            assertThat(program.does("log 50")).isEqualTo(second);

            Files.delete(folder);
            Files.move(away, folder);
            assertThat(program.does("flush")).isEqualTo("true");
            assertThat(program.does("end")).isEqualTo(second);
            assertThat(program.warnings()).as(program.said()).isEqualTo(1);
        }
        assertHas(first, 200);
        assertHas(second, 50);
    }

    @Test
    void afterTheFolderWasRemovedTheNextRunIsRecordedInANewOne() throws Exception {
        String second;
        try (LoggingProcess program = new LoggingProcess(folder)) {
            String first = program.does("start");
            program.does("log 100");
            program.does("flush");
            delete(folder);
            assertThat(program.does("log 100")).isEqualTo(first);
            assertThat(program.does("end")).isEqualTo(first);
            second = program.does("start");
            assertThat(program.does("log 50")).isEqualTo(second);
            assertThat(program.does("end")).isEqualTo(second);
        }
        assertHas(second, 50);
    }

    @Test
    void artifactsThatDoNotFitCostNothingAndAreSavedWhenThereIsRoom() throws Exception {
        Path file = Files.writeString(place.resolve("model.bin"), "a model that does not fit");
        Path data = Files.createDirectories(place.resolve("data/deep"));
        Files.writeString(data.resolve("a.csv"), "1,2,3");
        String run;
        try (LoggingProcess program = new LoggingProcess(folder)) {
            run = program.does("start");
            program.does("log 10");
            program.does("flush");
            program.limitFiles("1");
            assertThat(program.does("artifact " + file + " models")).isEqualTo(run);
            assertThat(program.does("artifact " + place.resolve("data") + " all"))
                    .isEqualTo(run);
            assertThat(program.does("text notes/a.txt hello")).isEqualTo(run);
            assertThat(program.does("log 10")).isEqualTo(run);
            assertThat(program.does("status")).contains("3 artifacts wait");
            assertThat(program.warnings()).as(program.said()).isEqualTo(1);
            assertThat(program.does("artifact " + place.resolve("none") + " models"))
                    .as("a mistake is the caller's to hear")
                    .startsWith("exception");

            program.limitFiles("unlimited");
            assertThat(program.does("flush")).as(program.does("status")).isEqualTo("true");
            assertThat(program.does("status")).isEqualTo("0 0 all delivered");
            program.does("end");
        }
        assertHas(run, 20);
        assertThat(saved(run, "models/model.bin")).hasContent("a model that does not fit");
        assertThat(saved(run, "all/data/deep/a.csv")).hasContent("1,2,3");
        assertThat(saved(run, "notes/a.txt")).hasContent("hello");
    }

    @Test
    void anArtifactThatHasNoPlaceIsSavedByTheNextProgramAsItWasWhenItWasLogged() throws Exception {
        Path file = Files.writeString(place.resolve("model.bin"), "as it was");
        String run;
        Path root;
        LoggingProcess program = new LoggingProcess(folder);
        try (program) {
            run = program.does("start");
            program.does("log 10");
            program.does("flush");
            root = artifactsOf(run);
            Files.createDirectories(root.getParent().getParent());
            Files.createFile(root.getParent());
            assertThat(program.does("artifact " + file + " models")).isEqualTo(run);
            program.does("end");
            Files.writeString(file, "changed since");
        }
        assertThat(program.warnings()).as(program.said()).isEqualTo(1);
        Files.delete(root.getParent());
        try (LoggingProcess next = new LoggingProcess(folder)) {
            // Its outbox goes a moment after the artifact has come.
            Outbox.awaitEmpty(folder.resolve(".provenote/outbox"));
            assertThat(next.warnings()).as(next.said()).isZero();
        }
        assertHas(run, 10);
        assertThat(saved(run, "models/model.bin")).hasContent("as it was");
    }

    @Test
    void artifactsThatAreInMemoryOnlyWhenTheProgramEndsAreCountedInTheLastNotice() throws Exception {
        LoggingProcess program = new LoggingProcess(folder);
        try (program) {
            program.does("start");
            program.does("flush");
            program.limitFiles("1");
            program.does("text notes/a.txt hello");
        }
        assertThat(program.said()).contains("1 artifact is lost");
    }

    private Path saved(String run, String path) {
        return artifactsOf(run).resolve(path);
    }

    private Path artifactsOf(String run) {
        try (TrackingStore store = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")))) {
            return Path.of(store.getRun(run).info().artifactUri().replaceFirst("^file:(//)?", ""));
        }
    }

    @Test
    void whatIsInMemoryOnlyWhenTheProgramEndsIsCountedInTheLastNotice() throws Exception {
        LoggingProcess program = new LoggingProcess(folder);
        try (program) {
            program.limitFiles("1");
            program.does("start");
            program.does("log 100");
        }
        // With the run's beginning and its end, which the program left to its own.
        assertThat(program.said()).contains("104 log calls are lost");
    }

    private void assertHas(String run, int points) throws Exception {
        try (TrackingStore store = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")))) {
            assertThat(store.getMetricHistory(run, "m", 25_000, null).items()).hasSize(points);
            Run found = store.getRun(run);
            assertThat(found.data().params()).isNotEmpty();
            assertThat(found.info().endTime()).isNotNull();
        }
        assertThat(folder.resolve(".provenote/outbox")).isEmptyDirectory();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
