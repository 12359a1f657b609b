package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** One file, many threads, many processes. */
class SharedFileTest {
    @TempDir
    Path folder;

    private String uri() {
        return TrackingUris.of(folder.resolve("mlflow.db"));
    }

    @Test
    void manyThreadsLogAndReadAtOnceAndNoPointIsLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (SqliteStore store = SqliteStore.open(uri())) {
            String run = newRun(store);
            List<Callable<Object>> work = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                long first = thread * 100L;
                work.add(() -> {
                    for (long step = first; step < first + 100; step++) {
                        store.logBatch(run, Batch.of(new Metric("m", step, 1, step)));
                    }
                    return store.searchRuns(RunSearch.in(List.of("0")));
                });
            }
            for (Future<Object> done : threads.invokeAll(work)) {
                done.get();
            }
            assertThat(store.getMetricHistory(run, "m", 2_000, null).items()).hasSize(1_600);
            assertThat(store.getRun(run).data().metric("m")).contains(1_599.0);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aBackupThatTakesThePlaceOfTheOpenFileIsReadAsItIs() throws Exception {
        Path file = folder.resolve("mlflow.db");
        Path backup = folder.resolve("backup.db");
        try (SqliteStore store = SqliteStore.open(uri())) {
            newRun(store);
            execute(file, "VACUUM INTO '" + backup + "'");
            for (int i = 0; i < 50; i++) {
                store.logBatch(
                        newRun(store), new Batch(List.of(), List.of(new Param("note", "x".repeat(1_000))), List.of()));
            }
            Files.move(file, folder.resolve("earlier.db"));
            Files.move(backup, file);

            assertThat(store.searchRuns(RunSearch.in(List.of("0"))).items()).hasSize(1);
            newRun(store);
            assertThat(store.searchRuns(RunSearch.in(List.of("0"))).items()).hasSize(2);
            assertThat(pragma(file, "integrity_check")).isEqualTo("ok");
        }
        assertThat(folder).isDirectoryNotContaining("glob:**{replaced,corrupt}*");
        try (SqliteStore earlier = SqliteStore.open(TrackingUris.of(folder.resolve("earlier.db")))) {
            assertThat(earlier.searchRuns(RunSearch.in(List.of("0"))).items()).hasSize(51);
        }
    }

    /** Another program reads all the while, so that not all of the log can go into the file. */
    @Test
    void whatCannotGoIntoTheReplacedFileIsKept() throws Exception {
        Path file = folder.resolve("mlflow.db");
        Path backup = folder.resolve("backup.db");
        try (SqliteStore store = SqliteStore.open(uri());
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            newRun(store);
            execute(file, "VACUUM INTO '" + backup + "'");
            other.createStatement().execute("BEGIN");
            other.createStatement().executeQuery("SELECT * FROM runs").close();
            newRun(store);
            Files.move(backup, file, StandardCopyOption.REPLACE_EXISTING);

            assertThat(store.searchRuns(RunSearch.in(List.of("0"))).items()).hasSize(1);
            assertThat(folder).isDirectoryContaining("glob:**mlflow.db-wal.of-replaced-*");
        }
    }

    /** A file in WAL mode can be read only by who may write beside it: not on a read-only mount, not in a colleague's folder. */
    @Test
    void theLastToCloseTheFileLeavesItInTheModeInWhichMlflowMakesIt() throws Exception {
        Path file = folder.resolve("mlflow.db");
        try (SqliteStore last = SqliteStore.open(uri())) {
            try (SqliteStore first = SqliteStore.open(uri())) {
                newRun(first);
            }
            assertThat(pragma(file, "journal_mode"))
                    .as("while somebody has it open")
                    .isEqualTo("wal");
            newRun(last);
            assertThat(last.searchRuns(RunSearch.in(List.of("0"))).items()).hasSize(2);
        }
        assertThat(pragma(file, "journal_mode")).isEqualTo("delete");
        assertThat(folder).isDirectoryNotContaining("glob:**mlflow.db-*");
        try (SqliteStore again = SqliteStore.open(uri())) {
            assertThat(pragma(file, "journal_mode")).isEqualTo("wal");
            assertThat(again.searchRuns(RunSearch.in(List.of("0"))).items()).hasSize(2);
        }
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static String pragma(Path file, String name) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA " + name)) {
            return answer.getString(1);
        }
    }

    /** Another program holds the lock until all wait, so that they commit together. */
    @Test
    void ofWritesThatCommitTogetherEachSucceedsOrFailsByItself() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try (SqliteStore store = SqliteStore.open(uri());
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("mlflow.db"))) {
            String run = newRun(store);
            store.logBatch(run, new Batch(List.of(), List.of(new Param("taken", "1")), List.of()));
            other.createStatement().execute("BEGIN IMMEDIATE");
            List<Future<?>> good = new ArrayList<>();
            List<Future<?>> bad = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Param own = new Param("own" + i, "1");
                Param partial = new Param("partial" + i, "1");
                good.add(threads.submit(() -> store.logBatch(run, new Batch(List.of(), List.of(own), List.of()))));
                bad.add(threads.submit(() -> store.logBatch(
                        run, new Batch(List.of(), List.of(partial, new Param("taken", "2")), List.of()))));
            }
            Thread.sleep(300);
            assertThat(good).noneMatch(Future::isDone);
            other.createStatement().execute("ROLLBACK");
            for (Future<?> one : good) {
                one.get();
            }
            for (Future<?> one : bad) {
                assertThatThrownBy(one::get)
                        .hasCauseInstanceOf(MlflowException.class)
                        .hasMessageContaining("taken");
            }
            assertThat(store.getRun(run).data().params())
                    .extracting(Param::key)
                    .hasSize(11)
                    .allMatch(key -> key.equals("taken") || key.startsWith("own"));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theRevisionChangesWithEveryWriteOfAnybodyAndOnlyThen() {
        try (SqliteStore ours = SqliteStore.open(uri());
                SqliteStore theirs = SqliteStore.open(uri())) {
            String run = newRun(ours);
            long before = ours.revision().orElseThrow();
            assertThat(ours.revision()).contains(before);
            ours.getRun(run);
            assertThat(ours.revision()).contains(before);
            ours.logBatch(run, Batch.of(new Metric("m", 1, 1, 1)));
            long afterOurs = ours.revision().orElseThrow();
            assertThat(afterOurs).isNotEqualTo(before);
            theirs.logBatch(run, Batch.of(new Metric("m", 2, 2, 2)));
            assertThat(ours.revision().orElseThrow()).isNotEqualTo(afterOurs);
        }
    }

    @Test
    void manyRunsAreReadWithAllThatWasLoggedToEach() {
        try (SqliteStore store = SqliteStore.open(uri())) {
            List<String> runs =
                    IntStream.range(0, 600).mapToObj(i -> newRun(store)).toList();
            runs.forEach(run -> store.logBatch(run, Batch.of(new Metric("m", runs.indexOf(run), 1, 1))));
            assertThat(store.searchRuns(RunSearch.in(List.of("0"))).items())
                    .hasSize(600)
                    .allSatisfy(run -> assertThat(run.data().metric("m"))
                            .contains((double) runs.indexOf(run.info().runId())));
        }
    }

    private static String newRun(TrackingStore store) {
        return store.createRun(new NewRun("0", "tester", null, System.currentTimeMillis(), List.of()))
                .info()
                .runId();
    }
}
