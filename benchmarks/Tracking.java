import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/**
 * What tracking costs, against Python MLflow and a bare JDBC loop in the same run.
 *
 * <pre>make bench-tracking</pre>
 */
public final class Tracking {
    private static final int CALLS = 100_000;
    private static final int ROUNDS = 5;
    private static final int PYTHON_CALLS = 500;

    private final Path folder;

    private Tracking(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("bench-tracking");
        try {
            Tracking bench = new Tracking(folder);
            bench.logging();
            bench.searching(10_000);
            bench.searching(100_000);
        } finally {
            TrackingStores.closeAll();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    // Logging

    private void logging() throws Exception {
        double[] calls = new double[ROUNDS];
        double[] delivered = new double[ROUNDS];
        double[] bare = new double[ROUNDS];
        long[] nanos = new long[CALLS];
        MlflowClient client = new MlflowClient(TrackingUris.of(folder.resolve("ours/mlflow.db")));
        String run = client.createRun("0").runId();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                long step = (long) round * CALLS + i;
                long before = System.nanoTime();
                client.logMetric(run, "m", i, 1_700_000_000_000L + step, step);
                nanos[i] = System.nanoTime() - before;
            }
            calls[round] = rate(CALLS, start);
            client.store().flush(Duration.ofMinutes(2));
            delivered[round] = rate(CALLS, start);
            bare[round] = bare(round);
        }
        Arrays.sort(nanos);
        double python = python("log", TrackingUris.of(folder.resolve("python.db")), PYTHON_CALLS);
        double ours = median(calls);
        System.out.printf("logMetric, one thread          %,12.0f /s   p99 %d µs%n", ours, nanos[CALLS * 99 / 100] / 1_000);
        System.out.printf("Python mlflow.log_metric       %,12.0f /s   ratio %.0f (aim 100)%n", python, ours / python);
        System.out.printf("delivered into mlflow.db       %,12.0f /s%n", median(delivered));
        System.out.printf("bare JDBC, batches of 1,000    %,12.0f /s   ratio %.2f (aim 0.60)%n",
                median(bare), median(delivered) / median(bare));
    }

    /** The same rows by the shortest JDBC program, with the same durability. */
    private double bare(int round) throws SQLException {
        try (Connection connection = connect(folder.resolve("bare" + round + ".db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL,"
                    + " run_uuid VARCHAR(32) NOT NULL, step BIGINT NOT NULL, is_nan BOOLEAN NOT NULL,"
                    + " PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan))");
            statement.execute("CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid)");
            statement.execute("CREATE TABLE latest_metrics (key VARCHAR(250), value FLOAT, run_uuid VARCHAR(32),"
                    + " PRIMARY KEY (key, run_uuid))");
            connection.setAutoCommit(false);
            return bareLoop(connection);
        }
    }

    private static double bareLoop(Connection connection) throws SQLException {
        long start = System.nanoTime();
        try (PreparedStatement metric = connection.prepareStatement("INSERT INTO metrics VALUES (?, ?, ?, ?, ?, 0)");
                PreparedStatement latest = connection.prepareStatement("INSERT OR REPLACE INTO latest_metrics VALUES (?, ?, ?)")) {
            for (int i = 0; i < CALLS; i++) {
                metric.setString(1, "m");
                metric.setDouble(2, i);
                metric.setLong(3, 1_700_000_000_000L + i);
                metric.setString(4, "0123456789abcdef0123456789abcdef");
                metric.setLong(5, i);
                metric.addBatch();
                if (i % 1_000 == 999) {
                    metric.executeBatch();
                    latest.setString(1, "m");
                    latest.setDouble(2, i);
                    latest.setString(3, "0123456789abcdef0123456789abcdef");
                    latest.executeUpdate();
                    connection.commit();
                }
            }
        }
        return rate(CALLS, start);
    }

    // Searching

    private void searching(int runs) throws Exception {
        Path file = folder.resolve("search" + runs + "/mlflow.db");
        TrackingStore store = TrackingStores.open(TrackingUris.of(file));
        fill(file, runs);
        // The JVM is as warm in a notebook that shows runs.
        search(store, 1_000);
        for (int size : new int[] {100, 1_000}) {
            double ours = search(store, size);
            System.out.printf("search %,7d runs, first %,5d   %8.1f ms", runs, size, ours);
            if (runs == 10_000) {
                Path theirs = asMlflowMakesIt(file);
                double python = python("search", TrackingUris.of(theirs), size);
                analyze(theirs);
                double analyzed = python("search", TrackingUris.of(theirs), size);
                System.out.printf("   Python MLflow %,.0f ms, ratio %.0f (aim 100); after ANALYZE %,.0f ms, ratio %.1f (aim 5)",
                        python, python / ours, analyzed, analyzed / ours);
            }
            System.out.println();
        }
    }

    private static double search(TrackingStore store, int size) {
        RunSearch search = RunSearch.in(List.of("0"))
                .filter("metrics.r2 > 0.3")
                .orderBy(List.of("metrics.r2 DESC"))
                .maxResults(size);
        double[] millis = new double[9];
        for (int round = 0; round < millis.length; round++) {
            long start = System.nanoTime();
            // With a look at what was logged: it is read from the database's JSON by whoever asks for it.
            int values = store.searchRuns(search).items().stream()
                    .mapToInt(run -> run.data().metrics().size() + run.data().params().size())
                    .sum();
            if (values != 20 * size) {
                throw new IllegalStateException("The search did not fill its page");
            }
            millis[round] = (System.nanoTime() - start) / 1e6;
        }
        return median(millis);
    }

    private static void fill(Path file, int runs) throws SQLException {
        Random random = new Random(1);
        try (Connection connection = connect(file)) {
            connection.setAutoCommit(false);
            try (PreparedStatement run = connection.prepareStatement(
                            "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status,"
                                    + " start_time, source_version, lifecycle_stage, artifact_uri, experiment_id)"
                                    + " VALUES (?, 'r', 'UNKNOWN', '', '', 'u', 'FINISHED', ?, '', 'active', '/a', 0)");
                    PreparedStatement metric =
                            connection.prepareStatement("INSERT INTO latest_metrics VALUES (?, ?, 1, 0, 0, ?)");
                    PreparedStatement param = connection.prepareStatement("INSERT INTO params VALUES (?, ?, ?)")) {
                for (int i = 0; i < runs; i++) {
                    String id = String.format("%032x", random.nextLong() & Long.MAX_VALUE);
                    bind(run, id, (long) i);
                    for (int k = 0; k < 10; k++) {
                        bind(metric, k == 0 ? "r2" : "m" + k, random.nextDouble(), id);
                        bind(param, "p" + k, Integer.toString(random.nextInt(100)), id);
                    }
                }
                run.executeBatch();
                metric.executeBatch();
                param.executeBatch();
            }
            connection.commit();
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }

    /** A copy without our index and statistics. */
    private Path asMlflowMakesIt(Path file) throws IOException, SQLException {
        Path copy = folder.resolve("theirs.db");
        Files.deleteIfExists(copy);
        try (Connection connection = connect(file); Statement statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '" + copy + "'");
        }
        try (Connection connection = connect(copy); Statement statement = connection.createStatement()) {
            statement.execute("DROP INDEX provenote_latest_metrics_by_value");
        }
        return copy;
    }

    private static void analyze(Path file) throws SQLException {
        try (Connection connection = connect(file); Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE");
        }
    }

    // Measuring

    private double python(String what, String uri, int count) throws IOException, InterruptedException {
        String script = Path.of("benchmarks/tracking_peer.py").toAbsolutePath().toString();
        Process process = new ProcessBuilder(
                        System.getenv("PROVENOTE_TEST_PYTHON"), "-W", "ignore", script, what, uri, Integer.toString(count))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("tracking_peer.py failed: is mlflow in PROVENOTE_TEST_PYTHON?");
        }
        return Double.parseDouble(output.lines().reduce((first, last) -> last).orElseThrow());
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
    }

    private static double rate(int count, long start) {
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
