import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.rest.PromptSockets;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/**
 * What {@code logMetric} costs with a real {@code mlflow server}, against the official Java client; how fast the outbox empties
 * into the server, against a bare loop of log-batch requests; and whether a minute of logging at 100,000 metrics a second fits into a JVM of 32 MiB.
 *
 * <pre>make bench-delivery</pre>
 */
public final class Delivery {
    private static final int METRICS = 30_000;
    private static final int ROUNDS = 5;
    private static final int OFFICIAL_CALLS = 200;
    private static final int RATE = 100_000;
    private static final Duration MINUTE = Duration.ofSeconds(Integer.getInteger("seconds", 60));

    private Delivery() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            minute(Path.of(arguments[0]));
            return;
        }
        Path folder = Files.createTempDirectory("bench-delivery");
        try {
            intoServer(folder);
            inSmallJvm(folder);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    // Into a server

    private static void intoServer(Path folder) throws Exception {
        int port = freePort();
        Process server = new ProcessBuilder(
                        System.getenv("PROVENOTE_TEST_PYTHON"), "-m", "mlflow", "server", "--workers", "1",
                        "--backend-store-uri", TrackingUris.of(folder.resolve("server.db")),
                        "--port", Integer.toString(port))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        try {
            compare(new Server("http://127.0.0.1:" + port, server));
        } finally {
            TrackingStores.closeAll();
            Stream.concat(server.descendants(), Stream.of(server.toHandle())).toList().forEach(ProcessHandle::destroy);
            server.waitFor();
        }
    }

    private static void compare(Server server) throws Exception {
        server.await();
        calls(server);
        delivery(server);
    }

    /** Calls a second from one thread. Each of theirs waits for the server; each of ours is safe from {@code kill -9}. */
    private static void calls(Server server) {
        double theirs;
        try (org.mlflow.tracking.MlflowClient official = new org.mlflow.tracking.MlflowClient(server.uri())) {
            String run = official.createRun("0").getRunId();
            int warmUp = 20;
            for (long step = 0; step < warmUp; step++) {
                official.logMetric(run, "official", step, step, step);
            }
            long start = System.nanoTime();
            for (long step = warmUp; step < warmUp + OFFICIAL_CALLS; step++) {
                official.logMetric(run, "official", step, step, step);
            }
            theirs = OFFICIAL_CALLS / secondsSince(start);
        }
        MlflowClient client = new MlflowClient(server.uri());
        String run = client.createRun("0").runId();
        double[] ours = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (long step = 0; step < METRICS; step++) {
                client.logMetric(run, "ours" + round, step, step, step);
            }
            ours[round] = METRICS / secondsSince(start);
            client.store().flush(Duration.ofMinutes(5));
        }
        System.out.printf("logMetric             %,8.0f calls/s   official client %,8.0f   ratio %.0f (aim 200)%n",
                median(ours), theirs, median(ours) / theirs);
    }

    private static void delivery(Server server) throws Exception {
        MlflowClient client = new MlflowClient(server.uri());
        String bareRun = client.createRun("0").runId();
        String run = client.createRun("0").runId();
        double[] ours = new double[ROUNDS];
        double[] bare = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long first = (long) round * METRICS;
            long start = System.nanoTime();
            for (int from = 0; from < METRICS; from += 1_000) {
                server.logBatch(bareRun, first + from);
            }
            bare[round] = METRICS / secondsSince(start);
            start = System.nanoTime();
            for (long step = first; step < first + METRICS; step++) {
                client.logMetric(run, "m", step, 1_700_000_000_000L + step, step);
            }
            client.store().flush(Duration.ofMinutes(5));
            ours[round] = METRICS / secondsSince(start);
        }
        System.out.printf("into mlflow server    %,8.0f metrics/s   bare log-batch %,8.0f   ratio %.2f (aim 0.90)%n",
                median(ours), median(bare), median(ours) / median(bare));
    }

    private record Server(String uri, Process process) {
        private static final OkHttpClient HTTP =
                new OkHttpClient.Builder().socketFactory(new PromptSockets()).readTimeout(Duration.ofMinutes(2)).build();

        void await() throws Exception {
            while (process.isAlive()) {
                try (var answer = HTTP.newCall(new Request.Builder().url(uri + "/health").build()).execute()) {
                    return;
                } catch (IOException notYet) {
                    Thread.sleep(50);
                }
            }
            throw new IllegalStateException("mlflow server ended; is PROVENOTE_TEST_PYTHON a python with mlflow?");
        }

        void logBatch(String run, long first) throws IOException {
            String metrics = IntStream.range(0, 1_000)
                    .mapToObj(i -> "{\"key\":\"m\",\"value\":" + (first + i) + ",\"timestamp\":" + (1_700_000_000_000L + first + i)
                            + ",\"step\":" + (first + i) + "}")
                    .collect(Collectors.joining(","));
            RequestBody body = RequestBody.create(
                    "{\"run_id\":\"" + run + "\",\"metrics\":[" + metrics + "]}", MediaType.get("application/json"));
            try (var answer = HTTP.newCall(new Request.Builder().url(uri + "/api/2.0/mlflow/runs/log-batch").post(body).build())
                    .execute()) {
                if (!answer.isSuccessful()) {
                    throw new IOException(answer.code() + " " + answer.body().string());
                }
            }
        }
    }

    // In 32 MiB

    private static void inSmallJvm(Path folder) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m", "-Dseconds=" + MINUTE.toSeconds(),
                "-cp", System.getProperty("java.class.path"), Delivery.class.getName(), folder.toString());
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("A minute of logging did not fit into 32 MiB");
        }
    }

    /** Logs at {@link #RATE} for a minute, in steps of 10 ms, and waits until the store has all of it. */
    private static void minute(Path folder) {
        MlflowClient client = new MlflowClient(TrackingUris.of(folder.resolve("minute/mlflow.db")));
        String run = client.createRun("0").runId();
        long start = System.nanoTime();
        long step = 0;
        while (System.nanoTime() - start < MINUTE.toNanos()) {
            long due = (long) ((System.nanoTime() - start) / 1e9 * RATE);
            for (; step < due; step++) {
                client.logMetric(run, "m", step, 1_700_000_000_000L + step, step);
            }
            pause();
        }
        double rate = step / secondsSince(start);
        long waiting = client.store().delivery().pendingBytes();
        long then = System.nanoTime();
        client.store().flush(Duration.ofMinutes(5));
        System.out.printf("in a heap of %d MiB    %,8.0f metrics/s for %d s (aim %,d); then %d MiB waited for the store, %.1f s long%n",
                Runtime.getRuntime().maxMemory() >> 20, rate, MINUTE.toSeconds(), RATE, waiting >> 20, secondsSince(then));
        TrackingStores.closeAll();
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
