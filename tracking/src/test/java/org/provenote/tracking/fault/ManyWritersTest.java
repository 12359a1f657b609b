package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.Java;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** Eight processes and an {@code mlflow server} write into one {@code mlflow.db}: every row is there, and nobody hears of locks. */
@Tag("integration")
class ManyWritersTest {
    private static final int PROCESSES = 8;
    private static final int METRICS = 10_000;
    private static final int POINTS_BY_SERVER = 50;

    @TempDir
    Path folder;

    @Test
    void everyRowOfEveryWriterIsThere() throws Exception {
        String uri = TrackingUris.of(folder.resolve("mlflow.db"));
        List<String> runs = new ArrayList<>();
        try (TrackingStore store = new SqliteStoreProvider().open(uri)) {
            List<Process> processes = new ArrayList<>();
            try (MlflowServer server = MlflowServer.in(folder);
                    TrackingStore through = new RestStoreProvider().open(server.url())) {
                for (int i = 0; i < PROCESSES; i++) {
                    runs.add(newRun(store));
                    processes.add(start(uri, runs.get(i)));
                }
                String byServer = newRun(through);
                for (int step = 0; step < POINTS_BY_SERVER; step++) {
                    through.logBatch(byServer, Batch.of(new Metric("m", step, step, step)));
                }
                for (Process process : processes) {
                    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
                    assertThat(process.exitValue()).as(words()).isZero();
                }
                assertThat(store.getMetricHistory(byServer, "m", METRICS, null).items())
                        .hasSize(POINTS_BY_SERVER);
            } finally {
                processes.forEach(Process::destroyForcibly);
            }
            for (String run : runs) {
                assertThat(store.getMetricHistory(run, "m", METRICS + 1, null).items())
                        .hasSize(METRICS);
            }
            assertThat(words()).doesNotContain("locked");
        }
    }

    private static String newRun(TrackingStore store) {
        return store.createRun(new NewRun("0", "", null, 1, List.of())).info().runId();
    }

    private Process start(String uri, String run) throws IOException {
        return new ProcessBuilder(
                        Java.command("-cp", System.getProperty("java.class.path"), Writer.class.getName(), uri, run))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("words.txt").toFile()))
                .start();
    }

    private String words() throws IOException {
        return Files.readString(folder.resolve("words.txt"));
    }

    /** A process that logs to a run by way of its outbox, as a kernel does. */
    static final class Writer {
        public static void main(String[] arguments) {
            MlflowClient client = new MlflowClient(arguments[0]);
            for (int step = 0; step < METRICS; step++) {
                client.logMetric(arguments[1], "m", step, step, step);
            }
            System.exit(client.store().flush(Duration.ofMinutes(4)) ? 0 : 1);
        }
    }
}
