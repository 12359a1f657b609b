package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.outbox.Outboxes;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** A server that wants to be left alone, refuses, or says nothing at all. */
class UnwillingServerTest {
    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private TrackingStore behind;
    private TrackingStore rest;
    private TrackingStore buffered;
    private String run;

    @BeforeEach
    void open() throws IOException {
        behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
        run = behind.createRun(new NewRun("0", "u", "r", 1, List.of())).info().runId();
        server.setDispatcher(new CarryingServer(behind));
        server.start();
        rest = new RestStoreProvider().open(server.url("/").toString());
        buffered = Outboxes.before(rest, folder.resolve("outbox"));
        buffered.logBatch(run, Batch.of(new Metric("first", 1, 1, 1)));
        assertThat(buffered.flush(Duration.ofSeconds(60))).isTrue();
    }

    @AfterEach
    void close() {
        buffered.close();
        rest.close();
        server.close();
        behind.close();
    }

    /** More refusals than one call makes attempts: the next call waits too. */
    @ParameterizedTest
    @ValueSource(strings = {"seconds", "a date"})
    void nothingIsSentBeforeTheTimeThatTheServerNames(String how) {
        List<Long> sent = new CopyOnWriteArrayList<>();
        server.setDispatcher(new CarryingServer(behind) {
            @Override
            public synchronized MockResponse dispatch(RecordedRequest request) {
                sent.add(System.nanoTime());
                return sent.size() > 6 ? carried(request) : busy(how.equals("seconds") ? "1" : inTwoSeconds());
            }
        });
        buffered.logBatch(run, Batch.of(new Metric("m", 1, 1, 1)));
        assertThat(buffered.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(behind.getMetricHistory(run, "m", 10, null).items()).hasSize(1);
        for (int i = 1; i < 7; i++) {
            // A date has whole seconds: from two seconds, more than one is left.
            assertThat(Duration.ofNanos(sent.get(i) - sent.get(i - 1))).isGreaterThanOrEqualTo(Duration.ofMillis(999));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "99999999999999999999", "soon", "", "Wed, 21 Oct 2015 07:28:00 GMT", "0"})
    void anOddTimeIsNoReasonToFail(String after) {
        server.setDispatcher(new CarryingServer(behind) {
            private int refusals;

            @Override
            public synchronized MockResponse dispatch(RecordedRequest request) {
                return ++refusals > 3 ? carried(request) : busy(after);
            }
        });
        rest.logBatch(run, Batch.of(new Metric("m", 1, 1, 1)));
        assertThat(behind.getMetricHistory(run, "m", 10, null).items()).hasSize(1);
    }

    @Test
    void aTimeLongerThanAnybodyWaitsFailsTheCallAndSendsNothingMore() {
        server.setDispatcher(new CarryingServer(behind) {
            @Override
            public synchronized MockResponse dispatch(RecordedRequest request) {
                return busy("4000000");
            }
        });
        assertThatThrownBy(() -> rest.getRun(run)).isInstanceOf(MlflowException.class);
        int sent = server.getRequestCount();
        assertThatThrownBy(() -> rest.getRun(run)).hasMessageContaining("left alone for another 3");
        assertThat(server.getRequestCount()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 409, 413, 415, 422, 501})
    void whatAServerRefusesIsSentOnceByItselfAndHoldsNothingUp(int status) {
        Map<String, Integer> asked = new ConcurrentHashMap<>();
        CountDownLatch logged = new CountDownLatch(1);
        server.setDispatcher(new CarryingServer(behind) {
            @Override
            public synchronized MockResponse dispatch(RecordedRequest request) {
                // All are there before the first is answered: what is refused was sent with others to begin with.
                awaitQuietly(logged);
                String body = request.getBody() == null ? "" : request.getBody().utf8();
                if (isLogBatch(request) && body.contains("unwanted")) {
                    asked.merge(body, 1, Integer::sum);
                    return answer(status, "no");
                }
                return carried(request);
            }
        });
        buffered.logBatch(run, Batch.of(new Metric("before", 1, 1, 1)));
        buffered.logBatch(run, Batch.of(new Metric("unwanted", 1, 1, 1)));
        buffered.logBatch(run, Batch.of(new Metric("after", 1, 1, 1)));
        logged.countDown();
        assertThat(buffered.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(asked.values()).as("the same request").allMatch(times -> times == 1);
        assertThat(asked).hasSizeLessThanOrEqualTo(2);
        assertThat(buffered.delivery().refused()).isEqualTo(1);
        assertThat(behind.getRun(run).data().metric("before")).contains(1.0);
        assertThat(behind.getRun(run).data().metric("after")).contains(1.0);
    }

    /** A log-in page, an ingress without its server, a token that has run out: they refuse everything. */
    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 405})
    void whileSomebodyElseAnswersInItsPlaceNothingIsGivenUp(int status) throws Exception {
        server.setDispatcher(new CarryingServer(behind) {
            @Override
            public synchronized MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .code(status)
                        .setHeader("Location", "https://login.example/")
                        .body("<html>")
                        .build();
            }
        });
        buffered.logBatch(run, Batch.of(new Metric("m", 1, 1, 1)));
        for (int i = 0; i < 1_200 && buffered.delivery().problem() == null; i++) {
            Thread.sleep(50);
        }
        assertThat(buffered.delivery().problem()).contains("will be delivered");
        server.setDispatcher(new CarryingServer(behind));
        assertThat(buffered.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(buffered.delivery().refused()).isZero();
        assertThat(behind.getRun(run).data().metric("m")).contains(1.0);
    }

    /** The runs of a dead process: they are ended once the server can be asked, and no outbox waits for another. */
    @ParameterizedTest
    @ValueSource(ints = {302, 400, 403})
    void whileSomebodyElseAnswersForARunItsOutboxIsKeptAndTheOthersAreSettled(int status) throws Exception {
        String other =
                behind.createRun(new NewRun("0", "u", "r", 1, List.of())).info().runId();
        Path dead = Files.createDirectory(folder.resolve("dead"));
        leave(run, dead);
        leave(other, dead);
        server.setDispatcher(new CarryingServer(behind) {
            @Override
            public synchronized MockResponse dispatch(RecordedRequest request) {
                String url = request.getUrl().toString();
                String body = request.getBody() == null ? "" : request.getBody().utf8();
                return (url + body).contains(run)
                        ? new MockResponse.Builder()
                                .code(status)
                                .setHeader("Location", "https://login.example/")
                                .body("<html>")
                                .build()
                        : carried(request);
            }
        });
        TrackingStore next = Outboxes.before(rest, dead);
        for (int i = 0; i < 1_200 && Files.exists(dead.resolve(other + ".outbox")); i++) {
            Thread.sleep(50);
        }
        next.close();
        assertThat(behind.getRun(other).info().status()).isEqualTo(RunStatus.FAILED);
        assertThat(behind.getRun(run).info().status()).isEqualTo(RunStatus.RUNNING);
        assertThat(dead.toFile().list()).containsExactly(run + ".outbox");

        server.setDispatcher(new CarryingServer(behind));
        next = Outboxes.before(rest, dead);
        for (int i = 0; i < 1_200 && Files.exists(dead.resolve(run + ".outbox")); i++) {
            Thread.sleep(50);
        }
        next.close();
        assertThat(behind.getRun(run).info().status()).isEqualTo(RunStatus.FAILED);
        assertThat(dead).isEmptyDirectory();
    }

    /** The outbox of a process that took up the run and died when all was delivered. */
    private void leave(String runId, Path dead) throws IOException {
        Path living = folder.resolve("living");
        TrackingStore process = Outboxes.before(rest, living);
        process.updateRun(runId, new RunUpdate(RunStatus.RUNNING, null, null));
        assertThat(process.flush(Duration.ofSeconds(60))).isTrue();
        Files.copy(living.resolve(living.toFile().list()[0]), dead.resolve(runId + ".outbox"));
        process.close();
        behind.updateRun(runId, new RunUpdate(RunStatus.RUNNING, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"says nothing", "accepts nobody", "asks for time"})
    void closingDoesNotWaitForAServerAndKeepsWhatItDidNotTake(String how) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        server.setDispatcher(new CarryingServer(behind) {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                asked.countDown();
                return how.equals("asks for time")
                        ? busy("25")
                        : new MockResponse.Builder()
                                .onResponseStart(
                                        how.equals("says nothing")
                                                ? SocketEffect.Stall.INSTANCE
                                                : new SocketEffect.CloseSocket())
                                .build();
            }
        });
        for (int step = 0; step < 2_000; step++) {
            buffered.logBatch(run, Batch.of(new Metric("m", step, step, step)));
        }
        asked.await();
        long began = System.nanoTime();
        buffered.close();
        rest.close();
        Scale.figure("F5 closing while the server %s: %.2f s", how, (System.nanoTime() - began) / 1e9);
        assertThat(behind.getMetricHistory(run, "m", 10, null).items()).isEmpty();

        server.setDispatcher(new CarryingServer(behind));
        rest = new RestStoreProvider().open(server.url("/").toString());
        buffered = Outboxes.before(rest, folder.resolve("outbox"));
        for (int i = 0; i < 1_200 && folder.resolve("outbox").toFile().list().length > 0; i++) {
            Thread.sleep(50);
        }
        assertThat(behind.getMetricHistory(run, "m", 10_000, null).items()).hasSize(2_000);
    }

    private static MockResponse busy(String after) {
        return new MockResponse.Builder()
                .code(503)
                .setHeader("Retry-After", after)
                .build();
    }

    private static String inTwoSeconds() {
        return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                .format(Instant.now().plusSeconds(2).atZone(ZoneOffset.UTC));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
