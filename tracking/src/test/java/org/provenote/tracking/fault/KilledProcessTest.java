package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/** {@code kill -9} at a random moment while a process logs: all that was acknowledged is there, once, and its run is over. */
class KilledProcessTest {
    private static final Random RANDOM = new Random();

    @TempDir
    Path folder;

    @RepeatedTest(3)
    void nothingAcknowledgedIsLostOrDoubledAndTheRunIsEnded() throws Exception {
        String uri = TrackingUris.of(folder.resolve("mlflow.db"));
        Process process = start(uri);
        String run;
        long acknowledged = -1;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            run = output.readLine();
            int killAfter = RANDOM.nextInt(3_000);
            String line = output.readLine();
            while (line != null) {
                acknowledged = Long.parseLong(line);
                if (acknowledged >= killAfter) {
                    process.toHandle().destroyForcibly();
                }
                line = output.readLine();
            }
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged).isNotNegative();

        TrackingStore store = TrackingStores.openBuffered(uri);
        try {
            awaitEnd(store, run);
            List<Metric> points = store.getMetricHistory(run, "m", 25_000, null).items();
            assertThat(points).hasSizeGreaterThan((int) acknowledged).doesNotHaveDuplicates();
            for (int step = 0; step <= acknowledged; step++) {
                assertThat(points.get(step).step()).isEqualTo(step);
            }
            assertThat(store.getRun(run).info().status()).isEqualTo(RunStatus.FAILED);
        } finally {
            TrackingStores.closeAll();
        }
        assertThat(folder.resolve(".provenote/outbox")).isEmptyDirectory();
    }

    private static void awaitEnd(TrackingStore store, String run) throws InterruptedException {
        long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (store.getRun(run).info().status() == RunStatus.RUNNING && System.nanoTime() < giveUp) {
            Thread.sleep(20);
        }
    }

    private static Process start(String uri) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Logger.class.getName(),
                        uri)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Logs without end, and prints the step of each metric once its call has returned. */
    static final class Logger {
        public static void main(String[] arguments) {
            TrackingStore store = TrackingStores.openBuffered(arguments[0]);
            List<RunTag> tags = List.of(new RunTag("mlflow.source.type", "NOTEBOOK"));
            String run = store.createRun(new NewRun("0", "u", null, System.currentTimeMillis(), tags))
                    .info()
                    .runId();
            System.out.println(run);
            for (long step = 0; step < 20_000; step++) {
                store.logBatch(run, Batch.of(new Metric("m", step, step, step)));
                System.out.println(step);
            }
        }
    }
}
