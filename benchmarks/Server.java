import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Our server against {@code mlflow server} with its defaults and with one worker, each on its own copy of one file, under the
 * same load from this process.
 *
 * <pre>make bench-server</pre>
 */
public final class Server {
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("seconds", 5));
    private static final int RUNS = Integer.getInteger("runs", 10_000);
    private static final int POINTS = Integer.getInteger("points", 1_000_000);
    private static final Pattern RUN_ID = Pattern.compile("\"run_id\": ?\"(\\w+)\"");

    private final BareClient client;

    private Server(int port) {
        this.client = new BareClient(port);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("provenote-benchmark");
        try {
            new Comparison(folder).run();
        } finally {
            delete(folder);
        }
    }

    /** Both servers through the same measurements. */
    private record Comparison(Path folder) {
        void run() throws Exception {
            Path file = file();
            List<Result> ours = measured("provenote", Comparison::provenote, file);
            List<Result> defaults = measured("mlflow", (folder, port) -> mlflow(folder, port, List.of()), file);
            List<Result> one = measured("mlflow-1", (folder, port) -> mlflow(folder, port, List.of("--workers", "1")), file);
            System.out.printf("%n%-60s %10s %10s %10s %9s%n", "", "provenote", "mlflow", "1 worker", "ratio");
            for (int i = 0; i < ours.size(); i++) {
                Result our = ours.get(i);
                double better = our.better(defaults.get(i).value(), one.get(i).value());
                double ratio = our.moreIsBetter() ? our.value() / better : better / our.value();
                System.out.printf("%-60s %10.1f %10.1f %10.1f %8.1fx%n", our.name(), our.value(),
                        defaults.get(i).value(), one.get(i).value(), ratio);
            }
            tenTimesTheRuns(file);
            new Limits(folder).print();
        }

        /** Ours alone, on ten times as many runs. */
        private void tenTimesTheRuns(Path file) throws Exception {
            Path own = Files.createDirectory(folder.resolve("large"));
            Files.copy(file, own.resolve("mlflow.db"));
            int port = freePort();
            Process process = provenote(own, port);
            try {
                Server server = new Server(port);
                server.awaitAnswer(process);
                double[] before = server.searchTimes();
                server.addRuns(9 * RUNS);
                double[] after = server.searchTimes();
                System.out.printf("%nsearch of %d runs, first 100; first 1000: %.1f; %.1f ms (%.2f; %.2f x those of %d)%n",
                        10 * RUNS, after[0], after[1], after[0] / before[0], after[1] / before[1], RUNS);
            } finally {
                end(process);
            }
        }

        /**
         * One file with runs to search and a long history, filled through our server, left as MLflow would: in the journal mode
         * that it knows, without statistics.
         */
        private Path file() throws Exception {
            Path made = Files.createDirectory(folder.resolve("made"));
            int port = freePort();
            Process process = provenote(made, port);
            try {
                Server server = new Server(port);
                server.awaitAnswer(process);
                server.fill();
            } finally {
                end(process);
            }
            Path file = made.resolve("mlflow.db");
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = DELETE");
                statement.execute("DROP TABLE IF EXISTS sqlite_stat4");
                statement.execute("DROP TABLE IF EXISTS sqlite_stat1");
            }
            return file;
        }

        private List<Result> measured(String name, Starter starter, Path file) throws Exception {
            Path own = Files.createDirectory(folder.resolve(name));
            Files.copy(file, own.resolve("mlflow.db"));
            List<Result> results = new ArrayList<>();
            System.out.println(name);
            int port = freePort();
            long start = System.nanoTime();
            Process process = starter.start(own, port);
            try {
                Server server = new Server(port);
                server.awaitAnswer(process);
                results.add(new Result("start to first answer, ms", millisSince(start), false));
                server.measure(results, own.resolve("mlflow.db"));
                results.add(new Result("resident memory after all that, MiB", memory(process), false));
            } finally {
                end(process);
            }
            return results;
        }

        private static Process provenote(Path folder, int port) throws IOException {
            return start(folder, List.of(
                    System.getenv("PROVENOTE_TEST_PYTHON"), "-m", "provenote.cli", "server",
                    "--backend-store-uri", "sqlite:///" + folder.resolve("mlflow.db"), "--port", String.valueOf(port)));
        }

        private static Process mlflow(Path folder, int port, List<String> options) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    System.getenv("PROVENOTE_TEST_PYTHON"), "-m", "mlflow", "server", "--host", "127.0.0.1",
                    "--backend-store-uri", "sqlite:///" + folder.resolve("mlflow.db"), "--port", String.valueOf(port)));
            command.addAll(options);
            return start(folder, command);
        }

        private static Process start(Path folder, List<String> command) throws IOException {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log.txt").toFile())
                    .start();
        }
    }

    private interface Starter {
        Process start(Path folder, int port) throws IOException;
    }

    private record Result(String name, double value, boolean moreIsBetter) {
        Result {
            System.out.printf("  %s: %.1f%n", name, value);
        }

        double better(double one, double other) {
            return moreIsBetter ? Math.max(one, other) : Math.min(one, other);
        }
    }

    private double[] searchTimes() throws Exception {
        return new double[] {times(5, () -> search(100))[2], times(5, () -> search(1_000))[2]};
    }

    private void addRuns(int count) throws Exception {
        AtomicLong next = new AtomicLong();
        parallel(4, () -> {
            for (long i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                client.post("runs/log-batch", batch(createRun(i), i));
            }
            return null;
        });
    }

    private void fill() throws Exception {
        addRuns(RUNS);
        String run = createRun(RUNS);
        for (int from = 0; from < POINTS; from += 1_000) {
            client.post("runs/log-batch", points(run, "long", from, 1_000));
        }
        client.post("runs/set-tag", "{\"run_id\":\"" + run + "\",\"key\":\"long\",\"value\":\"1\"}");
    }

    private void measure(List<Result> results, Path file) throws Exception {
        searches(results, "as MLflow makes the file");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("ANALYZE");
        }
        searches(results, "after ANALYZE");
        String run = createRun(1);
        for (int clients : new int[] {1, 8}) {
            String by = ", " + clients + (clients == 1 ? " client" : " clients") + ", requests/s";
            results.add(rate("log-metric" + by, clients, i -> () -> client.post("runs/log-metric", metric(run, i))));
            results.add(rate("log-batch of 10" + by, clients, i -> () -> client.post("runs/log-batch", points(run, "b", i * 10, 10))));
            results.add(rate("create run" + by, clients, i -> () -> createRun(i)));
        }
        results.add(rate("log-batch of 1,000, 1 client, requests/s", 1, i -> () -> client.post("runs/log-batch", points(run, "k", i * 1_000, 1_000))));
        String longRun = id(client.post("runs/search", "{\"experiment_ids\":[\"0\"],\"filter\":\"tags.`long` = '1'\"}"));
        results.add(millis("history of " + POINTS + " points, ms", 2, () -> client.get("/api/2.0/mlflow/metrics/get-history?metric_key=long&run_id=" + longRun)));
        spread(results, "bulk history of it (25,000)", () -> client.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk?metric_key=long&run_id=" + longRun));
        results.add(millis("sampled history of it (2,500), ms", 3, () -> client.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval?metric_key=long&run_ids=" + longRun)));
    }

    private void searches(List<Result> results, String state) throws Exception {
        for (int max : new int[] {100, 1_000}) {
            spread(results, "search of " + RUNS + " runs, " + state + ", first " + max, () -> search(max));
        }
    }

    /** After one that is not counted, twenty, or as many as ten seconds hold, but five at least. */
    private static void spread(List<Result> results, String name, Callable<?> request) throws Exception {
        request.call();
        double[] times = times(5, 20, Duration.ofSeconds(10), request);
        results.add(new Result(name + ", p50, ms", times[times.length / 2], false));
        results.add(new Result(name + ", p95 of " + times.length + ", ms", times[(int) Math.ceil(0.95 * times.length) - 1], false));
        results.add(new Result(name + ", slowest, ms", times[times.length - 1], false));
    }

    private String search(int max) throws Exception {
        return client.post("runs/search", "{\"experiment_ids\":[\"0\"],\"filter\":\"metrics.m0 > 0.3\",\"order_by\":[\"metrics.m0 DESC\"],\"max_results\":"
                + max + "}");
    }

    private static Result rate(String name, int clients, LongFunction<Callable<?>> request) throws Exception {
        AtomicLong count = new AtomicLong();
        load(clients, WARM_UP, count, request);
        long before = count.get();
        long start = System.nanoTime();
        load(clients, MEASURED, count, request);
        return new Result(name, (count.get() - before) * 1_000.0 / millisSince(start), true);
    }

    private static void load(int clients, Duration time, AtomicLong count, LongFunction<Callable<?>> request) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        parallel(clients, () -> {
            while (System.nanoTime() < end) {
                request.apply(count.getAndIncrement()).call();
            }
            return null;
        });
    }

    private static Result millis(String name, int rounds, Callable<?> request) throws Exception {
        return new Result(name, times(rounds, request)[rounds / 2], false);
    }

    /** From the fastest to the slowest, in milliseconds. */
    static double[] times(int rounds, Callable<?> request) throws Exception {
        return times(rounds, rounds, Duration.ZERO, request);
    }

    /** The same of {@code least} rounds, and of more, up to {@code most}, as long as there is time. */
    private static double[] times(int least, int most, Duration time, Callable<?> request) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        double[] times = new double[most];
        int rounds = 0;
        while (rounds < least || rounds < most && System.nanoTime() < end) {
            long start = System.nanoTime();
            request.call();
            times[rounds++] = millisSince(start);
        }
        times = Arrays.copyOf(times, rounds);
        Arrays.sort(times);
        return times;
    }

    private static void parallel(int threads, Callable<?> work) throws Exception {
        var pool = java.util.concurrent.Executors.newFixedThreadPool(threads);
        try {
            for (var done : pool.invokeAll(java.util.Collections.nCopies(threads, (Callable<Object>) work::call))) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private String createRun(long i) throws Exception {
        return id(client.post("runs/create", "{\"experiment_id\":\"0\",\"user_id\":\"b\",\"start_time\":" + i + "}"));
    }

    private static String metric(String run, long i) {
        return "{\"run_id\":\"" + run + "\",\"key\":\"m\",\"value\":" + i + ",\"timestamp\":" + i + ",\"step\":" + i + "}";
    }

    /** Plainly put together, since the time that takes counts as the request's. */
    private static String points(String run, String key, long from, int count) {
        StringBuilder json = new StringBuilder(100 + 80 * count).append("{\"run_id\":\"").append(run).append("\",\"metrics\":[");
        for (long i = from; i < from + count; i++) {
            json.append(i == from ? "" : ",").append("{\"key\":\"").append(key)
                    .append("\",\"value\":").append(i / 2).append(i % 2 == 0 ? ".0" : ".5")
                    .append(",\"timestamp\":").append(i).append(",\"step\":").append(i).append('}');
        }
        return json.append("]}").toString();
    }

    private static String batch(String run, long i) {
        String metrics = IntStream.range(0, 10)
                .mapToObj(j -> "{\"key\":\"m" + j + "\",\"value\":" + ((i * 7919 + j * 31) % 10_007) / 10_007.0 + ",\"timestamp\":1,\"step\":1}")
                .collect(Collectors.joining(","));
        String params = IntStream.range(0, 10)
                .mapToObj(j -> "{\"key\":\"p" + j + "\",\"value\":\"" + (i + j) % 17 + "\"}")
                .collect(Collectors.joining(","));
        return "{\"run_id\":\"" + run + "\",\"metrics\":[" + metrics + "],\"params\":[" + params + "]}";
    }

    private static String id(String json) {
        return RUN_ID.matcher(json).results().findFirst().orElseThrow().group(1);
    }

    private void awaitAnswer(Process process) throws Exception {
        while (process.isAlive()) {
            try {
                client.get("/api/2.0/mlflow/experiments/get?experiment_id=0");
                return;
            } catch (IOException notYet) {
                Thread.sleep(5);
            }
        }
        throw new IllegalStateException("the server ended; is PROVENOTE_TEST_PYTHON a python with mlflow?");
    }

    private static double memory(Process process) {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .mapToLong(Server::resident)
                .sum() / 1024.0;
    }

    private static long resident(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        all.forEach(handle -> handle.onExit().join());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
