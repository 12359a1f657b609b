package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.fault.CarryingServer;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** What is logged is forced to the disk, whatever the store does meanwhile. */
class ForcingTest {
    @TempDir
    Path folder;

    @Test
    void whatIsLoggedWhileTheServerHoldsItsAnswerBackSoonSurvivesAPowerCut() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (TrackingStore behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
                MockWebServer server = new MockWebServer()) {
            String run = behind.createRun(new NewRun("0", "u", "r", 1, List.of()))
                    .info()
                    .runId();
            server.setDispatcher(new CarryingServer(behind) {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    asked.countDown();
                    await(goOn);
                    return carried(request);
                }
            });
            server.start();
            try (TrackingStore rest =
                    new RestStoreProvider().open(server.url("/").toString())) {
                Delivery delivery = new Delivery(
                        rest,
                        new OutboxFolder(folder.resolve("outbox")),
                        new Arrivals(rest, rest),
                        SetAside.Rule.USUAL);
                delivery.append(point(run, 1));
                await(asked);
                for (int step = 2; step < 4; step++) {
                    delivery.append(point(run, step));
                    assertThat(delivery.isForced()).isFalse();
                    for (int i = 0; i < 200 && !delivery.isForced(); i++) {
                        Thread.sleep(50);
                    }
                    assertThat(delivery.isForced()).isTrue();
                }
                goOn.countDown();
                delivery.close(Duration.ofSeconds(60));
                assertThat(behind.getMetricHistory(run, "m", 10, null).items()).hasSize(3);
            } finally {
                goOn.countDown();
            }
        }
    }

    @Test
    void whereNothingIsLoggedNothingIsForced() throws Exception {
        OwnJournal own = new OwnJournal(new OutboxFolder(folder));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<Boolean> work = CompletableFuture.supplyAsync(() -> awaitUnforced(own), thread);
            Thread.sleep(200);
            assertThat(work).isNotDone();
            own.save(point("run", 1));
            assertThat(work.get(60, TimeUnit.SECONDS)).isTrue();
            own.force();

            CompletableFuture<Boolean> more = CompletableFuture.supplyAsync(() -> awaitUnforced(own), thread);
            Thread.sleep(200);
            assertThat(more).isNotDone();
            own.close();
            assertThat(more.get(60, TimeUnit.SECONDS)).isFalse();
        } finally {
            thread.shutdownNow();
        }
    }

    private static boolean awaitUnforced(OwnJournal own) {
        try {
            return own.awaitUnforced(Duration.ofMillis(10));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Entry point(String run, int step) {
        return new Entry.Logged(run, Batch.of(new Metric("m", step, step, step)));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
