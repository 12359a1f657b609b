package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.fault.CarryingServer;
import org.provenote.tracking.fault.Told;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** A training that logs faster than its server answers: there is always something to deliver. */
class BusyTrainingTest {
    private static final Duration ANSWER = Duration.ofMillis(100);
    private static final Duration BETWEEN_METRICS = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final Thread training = new Thread(this::train, "training");
    private volatile boolean away;
    private TrackingStore behind;
    private TrackingStore rest;
    private OutboxStore store;
    private String run;

    @BeforeEach
    void begin() throws IOException {
        behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
        server.setDispatcher(new CarryingServer(behind) {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                if (away) {
                    return answer(502, "<html>bad gateway</html>");
                }
                pause(isLogBatch(request) ? ANSWER : Duration.ZERO);
                return super.dispatch(request);
            }
        });
        server.start();
        rest = new RestStoreProvider().open(server.url("/").toString());
        store = new OutboxStore(rest.withoutRetries(), new OutboxFolder(folder.resolve("outbox")));
        run = store.createRun(newRun()).info().runId();
        training.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        training.interrupt();
        training.join();
        away = false;
        store.close();
        rest.close();
        server.close();
        behind.close();
    }

    private static NewRun newRun() {
        return new NewRun("0", "u", "r", 1, List.of());
    }

    private void train() {
        for (int step = 0; !Thread.currentThread().isInterrupted(); step++) {
            store.logBatch(run, Batch.of(new Metric("loss", 1, step, step)));
            pause(BETWEEN_METRICS);
        }
    }

    @Test
    void whoReadsWaitsForWhatWasLoggedBeforeAndNotForTheTraining() throws Exception {
        await(() -> points() > 50);
        assertThat(store.flush(LONG)).isTrue();
        // Says so where it has waited in vain.
        assertThat(store.getRunInOrder(run).data().metric("loss")).isPresent();
    }

    @Test
    void anOutageEndsWhenTheServerIsBackAndTheNextOneIsToldToo() throws Exception {
        try (Told told = new Told()) {
            for (int outage = 1; outage <= 2; outage++) {
                int outages = outage;
                await(() -> points() > 10);
                away = true;
                await(() -> told.notices().size() == outages);
                assertThat(told.notices()).hasSize(outages);
                assertThat(store.delivery().problem()).contains("502");
                away = false;
                await(() -> store.delivery().problem() == null);
                assertThat(store.delivery().problem()).isNull();
                String next = store.createRun(newRun()).info().runId();
                assertThat(store.delivery().waitingRuns()).doesNotContain(next);
                store.logBatch(next, Batch.of(new Metric("m", 1, 1, 1)));
            }
        }
    }

    @Test
    void theOutboxDoesNotGrowForEver() throws Exception {
        String text = "x".repeat(4_000);
        // Else some is delivered while the rest is logged.
        away = true;
        for (int i = 0; i < 2_000; i++) {
            store.logBatch(run, Batch.of(new RunTag("t" + i % 10, text)));
        }
        assertThat(size()).isGreaterThan(6L << 20);
        away = false;
        await(() -> size() < 1L << 20);
        assertThat(size()).isLessThan(1L << 20);
    }

    private long size() {
        long size = 0;
        for (File file : folder.resolve("outbox").toFile().listFiles()) {
            size += file.length();
        }
        return size;
    }

    private int points() {
        return behind.getMetricHistory(run, "loss", 10_000, null).items().size();
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long giveUp = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < giveUp) {
            Thread.sleep(50);
        }
    }
}
