package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.outbox.Outboxes;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** A server that fails in every way it can, before a store that is real: exactly the expected rows in the end. */
class FlakyServerTest {
    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private TrackingStore behind;
    private TrackingStore buffered;
    private String run;
    private Told told;

    @BeforeEach
    void open() throws IOException {
        told = new Told();
        behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
        run = behind.createRun(new NewRun("0", "u", "r", 1, List.of())).info().runId();
        server.setDispatcher(new Failing());
        server.start();
        TrackingStore rest = new RestStoreProvider().open(server.url("/").toString());
        buffered = Outboxes.before(rest, folder.resolve("outbox"));
    }

    @AfterEach
    void close() {
        told.close();
        buffered.close();
        server.close();
        behind.close();
    }

    @Test
    void everyRecordArrivesOnceThroughErrorsDroppedAnswersAndNonsense() {
        Failing dispatcher = new Failing();
        dispatcher.random = new Random(7);
        server.setDispatcher(dispatcher);
        int calls = Scale.of(20_000, 100_000);
        for (int step = 0; step < calls; step++) {
            buffered.logBatch(run, Batch.of(new Metric("m", step, step, step)));
        }
        assertThat(buffered.flush(Duration.ofMinutes(10))).isTrue();
        assertHasOnce(calls);
        assertThat(dispatcher.failures).as("the server failed now and then").isPositive();
        Scale.figure("F5 %d metrics past %d failures: none lost, none doubled", calls, dispatcher.failures);
    }

    @Test
    void loggingGoesOnFastWhileTheServerIsDownAndIsDeliveredWhenItIsBack() throws Exception {
        buffered.logBatch(run, Batch.of(new Metric("first", 1, 1, 1)));
        assertThat(buffered.flush(Duration.ofSeconds(60))).isTrue();
        Failing dispatcher = (Failing) server.getDispatcher();
        dispatcher.down = true;
        int calls = Scale.of(20_000, 100_000);
        long[] nanos = new long[calls];
        for (int step = 0; step < calls; step++) {
            long called = System.nanoTime();
            buffered.logBatch(run, Batch.of(new Metric("m", step, step, step)));
            nanos[step] = System.nanoTime() - called;
        }
        Arrays.sort(nanos);
        assertThat(buffered.delivery().pendingBytes()).isPositive();
        // The reason is known once the store has been asked a few times.
        for (int i = 0; i < 600 && buffered.delivery().problem() == null; i++) {
            Thread.sleep(100);
        }
        assertThat(buffered.delivery().inWords())
                .contains("bytes wait for the store")
                .contains("will be delivered")
                .contains("does not answer");

        dispatcher.down = false;
        assertThat(buffered.flush(Duration.ofMinutes(5))).isTrue();
        assertThat(buffered.delivery().inWords()).startsWith("all delivered");
        assertHasOnce(calls);
        assertThat(told.notices()).hasSize(1);
        Scale.figure(
                "F4 %d metrics while the server was down: log call p50 %.3f ms, p99 %.3f ms, longest %.1f ms; none lost,"
                        + " none doubled, %d notice",
                calls,
                nanos[calls / 2] / 1e6,
                nanos[calls * 99 / 100] / 1e6,
                nanos[calls - 1] / 1e6,
                told.notices().size());
    }

    @Test
    void whatIsLeftWhenThisProcessEndsIsDeliveredByTheNext() {
        buffered.logBatch(run, Batch.of(new Metric("first", 1, 1, 1)));
        assertThat(buffered.flush(Duration.ofSeconds(60))).isTrue();
        Failing dispatcher = (Failing) server.getDispatcher();
        dispatcher.down = true;
        buffered.logBatch(run, Batch.of(new Metric("m", 1, 1, 1)));
        buffered.close();
        assertThat(behind.getMetricHistory(run, "m", 10, null).items()).isEmpty();

        dispatcher.down = false;
        TrackingStore rest = new RestStoreProvider().open(server.url("/").toString());
        TrackingStore next = Outboxes.before(rest, folder.resolve("outbox"));
        awaitPoints(1);
        next.close();
        rest.close();
    }

    private void assertHasOnce(int calls) {
        List<Metric> points = new MlflowClient(behind).getMetricHistory(run, "m");
        assertThat(points.size()).isEqualTo(calls);
        assertThat(points).doesNotHaveDuplicates();
    }

    private void awaitPoints(int expected) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (behind.getMetricHistory(run, "m", 10, null).items().size() < expected && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        assertThat(behind.getMetricHistory(run, "m", 10, null).items()).hasSize(expected);
    }

    /** Fails as told. */
    private final class Failing extends CarryingServer {
        private volatile boolean down;
        private @org.jspecify.annotations.Nullable Random random;
        private int failures;

        Failing() {
            super(behind);
        }

        @Override
        public synchronized MockResponse dispatch(RecordedRequest request) {
            if (down) {
                return closedSocket();
            }
            int fate = random == null || !isLogBatch(request) ? 99 : random.nextInt(100);
            if (fate < 36) {
                failures++;
            }
            return switch (fate / 6) {
                case 0 -> answer(500, "");
                case 1 -> busy(503);
                case 2 -> busy(429);
                case 3 -> {
                    carried(request);
                    yield closedSocket();
                }
                case 4 -> {
                    carried(request);
                    yield answer(200, "{\"trunc");
                }
                case 5 -> answer(random != null && random.nextBoolean() ? 502 : 200, "<html>Bad gateway</html>");
                default -> carried(request);
            };
        }

        private MockResponse busy(int status) {
            return new MockResponse.Builder()
                    .code(status)
                    .setHeader("Retry-After", "0")
                    .build();
        }
    }
}
