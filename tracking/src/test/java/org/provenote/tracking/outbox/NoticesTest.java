package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.TrackingStore;

/** A server that is away, and a log handler of the user's that takes one record at a time. */
class NoticesTest {
    private static final Logger LOGGER = Logger.getLogger("provenote");
    private static final String RUN = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path outbox;

    private final MockWebServer server = new MockWebServer();
    private final OneAtATime handler = new OneAtATime();
    private TrackingStore rest;

    private static final class OneAtATime extends Handler {
        private volatile boolean failing;

        @Override
        public synchronized void publish(LogRecord record) {
            if (failing) {
                throw new IllegalStateException("no such log");
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void open() throws Exception {
        LOGGER.addHandler(handler);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder().code(503).build();
            }
        });
        server.start();
        rest = new RestStoreProvider().open(server.url("/").toString());
    }

    @AfterEach
    void close() {
        LOGGER.removeHandler(handler);
        rest.close();
        server.close();
    }

    @Test
    void aNoticeThatWaitsForTheUsersLogHandlerHoldsUpNoLogCallOfThatHandler() throws Exception {
        try (OutboxStore store = new OutboxStore(rest.withoutRetries(), new OutboxFolder(outbox))) {
            Thread logging = new Thread(() -> {
                synchronized (handler) {
                    log(store, "before");
                    await(NoticesTest::isANoticeWaiting);
                    log(store, "meanwhile");
                }
            });
            logging.setDaemon(true);
            logging.start();
            logging.join(TimeUnit.SECONDS.toMillis(60));
            assertThat(logging.isAlive()).as("a log call waits for ever").isFalse();
        }
    }

    @Test
    void aLogHandlerThatFailsFailsNoLogCall() {
        handler.failing = true;
        Notices notices = new Notices();
        notices.trouble("The store is away");
        assertThatCode(notices::tell).doesNotThrowAnyException();
        assertThat(notices.problem()).isEqualTo("The store is away");
    }

    @Test
    void whoDeliversARunWhoseAttemptIsCancelledDoesNotWaitForIt() {
        Attempt attempt = new Attempt(() -> fail("the run is made"), () -> {}, Runnable::run);
        attempt.cancel();
        attempt.join();
    }

    private static boolean isANoticeWaiting() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread ->
                        thread.getName().equals("provenote-delivery") && thread.getState() == Thread.State.BLOCKED);
    }

    private static void log(TrackingStore store, String key) {
        store.logBatch(RUN, Batch.of(new Metric(key, 1, 1, 1)));
    }

    private static void await(BooleanSupplier condition) {
        for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
