package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.outbox.Outboxes;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.JsonFields;
import org.provenote.tracking.wire.Requests;
import org.provenote.tracking.wire.Wire;
import tools.jackson.databind.JsonNode;

/** A server that fails in every way it can, before a store that is real: exactly the expected rows in the end. */
class FlakyServerTest {
    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private TrackingStore behind;
    private TrackingStore buffered;
    private String run;

    @BeforeEach
    void open() throws IOException {
        behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
        run = behind.createRun(new NewRun("0", "u", "r", 1, List.of())).info().runId();
        server.setDispatcher(new Carrying());
        server.start();
        TrackingStore rest = new RestStoreProvider().open(server.url("/").toString());
        buffered = Outboxes.before(rest, folder.resolve("outbox"));
    }

    @AfterEach
    void close() {
        buffered.close();
        server.close();
        behind.close();
    }

    @Test
    void everyRecordArrivesOnceThroughErrorsDroppedAnswersAndNonsense() {
        Carrying dispatcher = new Carrying();
        dispatcher.random = new Random(7);
        server.setDispatcher(dispatcher);
        for (int step = 0; step < 20_000; step++) {
            buffered.logBatch(run, Batch.of(new Metric("m", step, step, step)));
        }
        assertThat(buffered.flush(Duration.ofSeconds(100))).isTrue();
        List<Metric> points = behind.getMetricHistory(run, "m", 25_000, null).items();
        assertThat(points.size()).isEqualTo(20_000);
        assertThat(points).doesNotHaveDuplicates();
        assertThat(dispatcher.failures).as("the server failed now and then").isPositive();
    }

    @Test
    void loggingGoesOnFastWhileTheServerIsDownAndIsDeliveredWhenItIsBack() throws Exception {
        buffered.logBatch(run, Batch.of(new Metric("first", 1, 1, 1)));
        buffered.flush(Duration.ofSeconds(10));
        Carrying dispatcher = (Carrying) server.getDispatcher();
        dispatcher.down = true;
        for (int step = 0; step < 20_000; step++) {
            buffered.logBatch(run, Batch.of(new Metric("m", step, step, step)));
        }
        assertThat(buffered.delivery().pendingBytes()).isPositive();
        // The reason is known once the store has been asked a few times.
        for (int i = 0; i < 300 && buffered.delivery().problem() == null; i++) {
            Thread.sleep(100);
        }
        assertThat(buffered.delivery().inWords())
                .contains("bytes wait for the store")
                .contains("will be delivered")
                .contains("does not answer");

        dispatcher.down = false;
        assertThat(buffered.flush(Duration.ofSeconds(100))).isTrue();
        assertThat(buffered.delivery().inWords()).startsWith("all delivered");
        assertThat(behind.getMetricHistory(run, "m", 25_000, null).items().size())
                .isEqualTo(20_000);
    }

    @Test
    void whatIsLeftWhenThisProcessEndsIsDeliveredByTheNext() {
        buffered.logBatch(run, Batch.of(new Metric("first", 1, 1, 1)));
        buffered.flush(Duration.ofSeconds(10));
        Carrying dispatcher = (Carrying) server.getDispatcher();
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

    private void awaitPoints(int expected) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (behind.getMetricHistory(run, "m", 10, null).items().size() < expected && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        assertThat(behind.getMetricHistory(run, "m", 10, null).items()).hasSize(expected);
    }

    /** Carries requests to the store, and fails as told. */
    private final class Carrying extends Dispatcher {
        private volatile boolean down;
        private @org.jspecify.annotations.Nullable Random random;
        private int failures;

        @Override
        public synchronized MockResponse dispatch(RecordedRequest request) {
            if (down) {
                return new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build();
            }
            int fate = random == null || request.getUrl().encodedPath().endsWith("/get") ? 99 : random.nextInt(100);
            if (fate < 36) {
                failures++;
            }
            return switch (fate / 6) {
                case 0 -> answer(500, "");
                case 1 ->
                    new MockResponse.Builder()
                            .code(503)
                            .setHeader("Retry-After", "0")
                            .build();
                case 2 ->
                    new MockResponse.Builder()
                            .code(429)
                            .setHeader("Retry-After", "0")
                            .build();
                case 3 -> {
                    carried(request);
                    yield new MockResponse.Builder()
                            .onResponseStart(new SocketEffect.CloseSocket())
                            .build();
                }
                case 4 -> {
                    carried(request);
                    yield answer(200, "{\"trunc");
                }
                case 5 -> answer(random != null && random.nextBoolean() ? 502 : 200, "<html>Bad gateway</html>");
                default -> carried(request);
            };
        }

        private MockResponse carried(RecordedRequest request) {
            try {
                String answer = request.getUrl().encodedPath().endsWith("/get") ? get() : logBatch(request);
                return answer(200, answer);
            } catch (MlflowException e) {
                return answer(e.errorCode().httpStatus(), Json.text(Wire.json(e)));
            }
        }

        private static MockResponse answer(int status, String body) {
            return new MockResponse.Builder().code(status).body(body).build();
        }

        private String get() {
            var body = Json.object();
            body.set("run", Wire.json(behind.getRun(run)));
            return Json.text(body);
        }

        private String logBatch(RecordedRequest request) {
            JsonNode body = Json.parse(request.getBody().utf8());
            behind.logBatch(JsonFields.text(body, "run_id"), Requests.batch(body));
            return "{}";
        }
    }
}
