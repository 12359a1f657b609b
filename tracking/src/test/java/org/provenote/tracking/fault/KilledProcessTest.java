package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.Java;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/** {@code kill -9} at random moments while a process logs: all that was acknowledged is there, once, and its run is over. */
class KilledProcessTest {
    private static final int CALLS = 10_000;
    private static final int LEFT = 100_000;
    private static final Random RANDOM = new Random();

    @TempDir
    Path folder;

    private String uri;

    @BeforeEach
    void name() {
        uri = TrackingUris.of(folder.resolve("mlflow.db"));
    }

    @AfterEach
    void closeStores() {
        TrackingStores.closeAll();
    }

    @Test
    void nothingAcknowledgedIsLostOrDoubledAndTheRunIsEnded() throws Exception {
        int kills = Scale.of(3, 200);
        long checked = 0;
        for (int kill = 0; kill < kills; kill++) {
            checked += kill(RANDOM.nextInt(CALLS));
            assertThat(folder.resolve(".provenote/outbox")).isEmptyDirectory();
        }
        Scale.figure(
                "F1 kill -9 at %d random moments in %d log calls: %d acknowledged, none lost, none doubled",
                kills, CALLS, checked);
    }

    /** Kills a process once that many calls have returned, and returns how many had. */
    private long kill(int after) throws Exception {
        Process process = start(uri, CALLS);
        String run;
        long acknowledged = -1;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            run = output.readLine();
            say(process, "go");
            for (String line = output.readLine(); line != null && line.matches("\\d+"); line = output.readLine()) {
                acknowledged = Long.parseLong(line);
                if (acknowledged >= after) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        TrackingStore store = TrackingStores.openBuffered(uri);
        awaitEnd(store, run);
        List<Metric> points = store.getMetricHistory(run, "m", 25_000, null).items();
        assertThat(points).hasSizeGreaterThan((int) acknowledged).doesNotHaveDuplicates();
        for (int step = 0; step <= acknowledged; step++) {
            assertThat(points.get(step).step()).isEqualTo(step);
        }
        assertThat(store.getRun(run).info().status()).isEqualTo(RunStatus.FAILED);
        // A moment after its run has ended.
        Outbox.awaitEmpty(folder.resolve(".provenote/outbox"));
        TrackingStores.closeAll();
        return acknowledged + 1;
    }

    /** Another program holds the database, so that all is still in the outbox when the process dies. */
    @Test
    void everyRecordOfALongRunIsRecovered() throws Exception {
        TrackingStores.open(uri);
        String run;
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("mlflow.db"))) {
            Process process = start(uri, LEFT);
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                run = output.readLine();
                other.createStatement().execute("BEGIN IMMEDIATE");
                say(process, "go");
                while (!"done".equals(output.readLine())) {
                    // It goes on.
                }
                process.toHandle().destroyForcibly();
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            other.createStatement().execute("ROLLBACK");
        }
        long began = System.nanoTime();
        MlflowClient next = new MlflowClient(uri);
        next.getExperiment("0");
        double open = (System.nanoTime() - began) / 1e9;
        TrackingStore store = TrackingStores.open(uri);
        awaitEnd(store, run);
        Scale.figure(
                "F1 recovery of %d records: the next process goes on after %.3f s, and has delivered them after %.2f s",
                LEFT, open, (System.nanoTime() - began) / 1e9);
        assertThat(new MlflowClient(store).getMetricHistory(run, "m"))
                .hasSize(LEFT)
                .doesNotHaveDuplicates();
    }

    private static void awaitEnd(TrackingStore store, String run) throws InterruptedException {
        long giveUp = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (store.getRun(run).info().status() == RunStatus.RUNNING && System.nanoTime() < giveUp) {
            Thread.sleep(20);
        }
    }

    private static void say(Process process, String word) throws IOException {
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(word + "\n");
        input.flush();
    }

    private static Process start(String uri, int calls) throws IOException {
        return new ProcessBuilder(Java.command(
                        "-cp",
                        System.getProperty("java.class.path"),
                        Logger.class.getName(),
                        uri,
                        Integer.toString(calls)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Logs when it is told to, and prints the step of each metric once its call has returned. */
    static final class Logger {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            TrackingStore store = TrackingStores.openBuffered(arguments[0]);
            List<RunTag> tags = List.of(new RunTag("mlflow.source.type", "NOTEBOOK"));
            String run = store.createRun(new NewRun("0", "u", null, System.currentTimeMillis(), tags))
                    .info()
                    .runId();
            System.out.println(run);
            System.in.read();
            for (long step = 0; step < Integer.parseInt(arguments[1]); step++) {
                store.logBatch(run, Batch.of(new Metric("m", step, step, step)));
                System.out.println(step);
            }
            System.out.println("done");
            Thread.sleep(60_000);
        }
    }
}
