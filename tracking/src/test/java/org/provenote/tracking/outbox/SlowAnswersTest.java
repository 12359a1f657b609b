package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.fault.CarryingServer;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** A server that takes its time to tell what it knows of one run. */
class SlowAnswersTest {
    @TempDir
    Path folder;

    @Test
    void theFirstLogCallToARunIsHeldUpForAMomentAndHoldsUpNoOtherRunAndTheServerIsAskedOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicInteger questions = new AtomicInteger();
        try (TrackingStore behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
                MockWebServer server = new MockWebServer()) {
            String quick = newRun(behind);
            String slow = newRun(behind);
            server.setDispatcher(new CarryingServer(behind) {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    if (slow.equals(request.getUrl().queryParameter("run_id"))) {
                        questions.incrementAndGet();
                        asked.countDown();
                        await(goOn);
                    }
                    return carried(request);
                }
            });
            server.start();
            try (TrackingStore rest =
                            new RestStoreProvider().open(server.url("/").toString());
                    OutboxStore store = new OutboxStore(rest, new OutboxFolder(folder.resolve("outbox")))) {
                store.logBatch(quick, Batch.of(new Metric("m", 0, 0, 0)));
                CompletableFuture<Void> first =
                        CompletableFuture.runAsync(() -> store.logBatch(slow, Batch.of(new Param("p", "1"))), threads);
                await(asked);
                CompletableFuture<Void> second = CompletableFuture.runAsync(
                        () -> store.logBatch(slow, Batch.of(new Metric("m", 1, 1, 1))), threads);
                CompletableFuture.runAsync(() -> store.logBatch(quick, Batch.of(new Metric("m", 1, 1, 1))), threads)
                        .get(60, TimeUnit.SECONDS);
                assertThat(store.flush(Duration.ofSeconds(60))).isTrue();
                assertThat(points(behind, quick)).isEqualTo(2);
                first.get(60, TimeUnit.SECONDS);
                second.get(60, TimeUnit.SECONDS);
                assertThat(questions).hasValue(1);
                assertThatThrownBy(() -> store.logBatch(slow, Batch.of(new Param("p", "2"))))
                        .isInstanceOf(MlflowException.class)
                        .hasMessageContaining("not allowed");
                assertThat(store.flush(Duration.ofSeconds(60))).isTrue();
                goOn.countDown();
                assertThat(points(behind, slow)).isEqualTo(1);
            } finally {
                goOn.countDown();
                threads.shutdown();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String newRun(TrackingStore store) {
        return store.createRun(new NewRun("0", "u", "r", 1, List.of())).info().runId();
    }

    private static int points(TrackingStore store, String run) {
        return store.getMetricHistory(run, "m", 10, null).items().size();
    }
}
