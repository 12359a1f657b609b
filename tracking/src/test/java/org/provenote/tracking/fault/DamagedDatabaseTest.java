package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.provenote.tracking.StorageException;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.outbox.Outboxes;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** A damaged {@code mlflow.db}: logging begins all the same, the file is set aside as it is, and what can be read is kept. */
@Tag("integration")
class DamagedDatabaseTest {
    private static final int PAGE = 4_096;
    private static final byte LEAF_OF_TABLE = 0x0d;
    private static final byte LEAF_OF_INDEX = 0x0a;
    private static final List<String> TABLES =
            List.of("experiments", "runs", "params", "tags", "metrics", "latest_metrics");

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static byte[] whole;
    private static long rows;

    @BeforeAll
    static void makeDatabase() throws Exception {
        Path file = shared.resolve("mlflow.db");
        try (TrackingStore store = new SqliteStoreProvider().open(TrackingUris.of(file))) {
            for (int run = 0; run < 40; run++) {
                String id = newRun(store).info().runId();
                store.logBatch(id, new Batch(points(run), List.of(new Param("p", "v" + run)), List.of()));
            }
        }
        makeTheSameEachTime(file);
        whole = Files.readAllBytes(file);
        rows = rows(file);
    }

    /** So that a seed stands for the same damage in every run: no random ids and names, no times, no temporary folder. */
    private static void makeTheSameEachTime(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE ids AS SELECT run_uuid AS old,"
                    + " printf('%08x%024x', (rowid * 2654435761) % 4294967296, rowid) AS new FROM runs");
            for (String table : List.of("params", "tags", "metrics", "latest_metrics", "runs")) {
                statement.execute("UPDATE " + table + " SET run_uuid = (SELECT new FROM ids WHERE old = run_uuid)");
            }
            statement.execute("UPDATE runs SET name = 'run', artifact_uri = '/artifacts/' || run_uuid");
            statement.execute("UPDATE tags SET value = 'run'");
            statement.execute(
                    "UPDATE experiments SET artifact_location = '/artifacts', creation_time = 1, last_update_time = 1");
            statement.execute("VACUUM");
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("provenote.cases", 60));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void loggingBeginsAndEveryRecordOfAWholePageIsKept(long seed) throws Exception {
        Path file = folder.resolve("mlflow.db");
        Set<Integer> damagedPages = new HashSet<>();
        byte[] damaged = damaged(seed, damagedPages);
        Files.write(file, damaged);

        String logged;
        try (TrackingStore behind = new SqliteStoreProvider().openLater(TrackingUris.of(file));
                TrackingStore store = Outboxes.before(behind, folder.resolve("outbox"))) {
            logged = newRun(store).info().runId();
            store.logBatch(logged, Batch.of(new Metric("m", 1, 1, 1)));
            readEverything(store);
            assertThat(store.getRun(logged).data().metric("m")).contains(1.0);
        }

        List<Path> aside = aside();
        if (aside.isEmpty()) {
            // SQLite had nothing to say against what was read.
            return;
        }
        assertThat(aside)
                .allMatch(path -> path.getFileName()
                        .toString()
                        .matches("mlflow\\.db\\.corrupt-\\d{8}-\\d{6}(-wal|-shm|-journal)?"));
        byte[] kept = Files.readAllBytes(aside.stream()
                .filter(path -> path.toString().matches(".*\\d{6}"))
                .findFirst()
                .orElseThrow());
        // SQLite itself may have added to it before it noticed, never taken away.
        assertThat(kept.length).isGreaterThanOrEqualTo(damaged.length);
        lostAtMost(damagedPages)
                .ifPresentOrElse(
                        lost -> assertThat(rows(file)).isGreaterThanOrEqualTo(rows - lost),
                        () -> assertThat(rows(file)).isPositive());
    }

    /** As {@code journal_mode=PERSIST} leaves one: nothing of it is to be rolled back, into the new file least of all. */
    @Test
    void aJournalBesideItIsSetAsideWithIt() throws Exception {
        Path file = folder.resolve("mlflow.db");
        byte[] damaged = whole.clone();
        zero(damaged, 0, PAGE);
        Files.write(file, damaged);
        byte[] journal = new byte[1_024];
        journal[1_000] = 7;
        Files.write(folder.resolve("mlflow.db-journal"), journal);

        try (TrackingStore store = new SqliteStoreProvider().open(TrackingUris.of(file))) {
            newRun(store);
        }

        assertThat(aside())
                .filteredOn(path -> path.toString().endsWith("-journal"))
                .singleElement()
                .satisfies(path -> assertThat(path).hasBinaryContent(journal));
    }

    @Test
    void aFileThatIsWholeIsLeftAloneWhateverElseIsWrong() throws Exception {
        Path file = folder.resolve("mlflow.db");
        Files.write(file, whole);
        try (Connection holder = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
                Statement statement = holder.createStatement()) {
            statement.execute("CREATE TABLE of_a_later_mlflow (id INTEGER)");
            try (TrackingStore store = new SqliteStoreProvider().open(TrackingUris.of(file))) {
                readEverything(store);
            }
        }
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains(".corrupt-"));
    }

    @Test
    void aFileOfAnotherKindThatWasNamedByMistakeStaysWhereItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("results.csv"), "depth,accuracy\n3,0.81\n".repeat(1_000));
        String uri = TrackingUris.of(file);
        assertThatThrownBy(() -> new SqliteStoreProvider().open(uri)).isInstanceOf(StorageException.class);
        assertThat(file).hasContent("depth,accuracy\n3,0.81\n".repeat(1_000));
        assertThat(aside()).isEmpty();
    }

    private List<Path> aside() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().contains(".corrupt-")).toList();
        }
    }

    private static void readEverything(TrackingStore store) {
        try {
            List<Run> runs = store.searchRuns(RunSearch.in(List.of("0"))).items();
            runs.forEach(run -> store.getMetricHistory(run.info().runId(), "m", 25_000, null));
        } catch (StorageException noticed) {
            // The next call finds a whole file in its place.
            store.searchRuns(RunSearch.in(List.of("0")));
        }
    }

    private static byte[] damaged(long seed, Set<Integer> pages) {
        Random random = new Random(seed);
        byte[] bytes = whole.clone();
        int count = bytes.length / PAGE;
        switch ((int) (seed % 6)) {
            case 0 -> zero(bytes, 0, 100);
            case 1 -> {
                pages.add(0);
                zero(bytes, 0, PAGE);
            }
            case 2, 3 -> {
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    int page = 1 + random.nextInt(count - 1);
                    pages.add(page);
                    byte[] noise = new byte[PAGE];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, bytes, page * PAGE, PAGE);
                }
            }
            case 4 -> {
                int length = PAGE + random.nextInt(bytes.length - PAGE);
                IntStream.range(length / PAGE, count).forEach(pages::add);
                bytes = Arrays.copyOf(bytes, length);
            }
            default -> {
                int page = 1 + random.nextInt(count - 1);
                pages.add(page);
                zero(bytes, page * PAGE, PAGE);
            }
        }
        return bytes;
    }

    private static void zero(byte[] bytes, int from, int length) {
        Arrays.fill(bytes, from, from + length, (byte) 0);
    }

    /** How many rows stood on those pages; empty where pages that lead to others are among them. */
    private static Optional<Long> lostAtMost(Set<Integer> pages) {
        long lost = 0;
        for (int page : pages) {
            byte kind = whole[page * PAGE];
            if (isOfSchema(page) || (kind != LEAF_OF_TABLE && kind != LEAF_OF_INDEX)) {
                return Optional.empty();
            }
            lost += kind == LEAF_OF_TABLE ? ByteBuffer.wrap(whole).getShort(page * PAGE + 3) : 0;
        }
        return Optional.of(lost);
    }

    /** Without the definition of a table nobody knows where its rows are. */
    private static boolean isOfSchema(int page) {
        return page == 0 || new String(whole, page * PAGE, PAGE, StandardCharsets.ISO_8859_1).contains("CREATE ");
    }

    private static long rows(Path file) {
        long rows = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table + " NOT INDEXED")) {
                    rows += count.getLong(1);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Run newRun(TrackingStore store) {
        return store.createRun(new NewRun("0", "ada", null, 1, List.of()));
    }

    private static List<Metric> points(int run) {
        List<Metric> points = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            points.add(new Metric("m", run + step, step, step));
        }
        return points;
    }
}
