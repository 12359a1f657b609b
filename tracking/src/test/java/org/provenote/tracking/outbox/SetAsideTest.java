package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.fault.CarryingServer;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** A server that fails at one record each time, or at all that is written. */
class SetAsideTest {
    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Predicate<String> failsAt = body -> false;
    private volatile ErrorCode failure = ErrorCode.INTERNAL_ERROR;

    /** The one failure at which the server is away, of all. */
    private volatile int awayAt;

    private Path outbox;
    private TrackingStore behind;
    private TrackingStore rest;
    private String run;

    @BeforeEach
    void open() throws IOException {
        outbox = Files.createDirectories(folder.resolve("outbox"));
        behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
        run = newRun();
        server.setDispatcher(new CarryingServer(behind) {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String body = request.getBody() == null ? "" : request.getBody().utf8();
                if (body.isEmpty() || !failsAt.test(body)) {
                    return super.dispatch(request);
                }
                if (failures.incrementAndGet() == awayAt) {
                    return answer(503, "");
                }
                return answer(
                        failure.httpStatus(), "{\"error_code\": \"" + failure + "\", \"message\": \"no such luck\"}");
            }
        });
        server.start();
        rest = new RestStoreProvider().open(server.url("/").toString());
    }

    @AfterEach
    void close() {
        rest.close();
        server.close();
        behind.close();
    }

    private String newRun() {
        return behind.createRun(new NewRun("0", "u", "r", 1, List.of())).info().runId();
    }

    private OutboxStore store() {
        return new OutboxStore(rest.withoutRetries(), new OutboxFolder(outbox), new SetAside.Rule(2, Duration.ZERO));
    }

    @Test
    void aRecordThatAServerFailsAtEachTimeHoldsUpNothingAndIsKeptCountedAndSaidOnItsRun() throws Exception {
        failsAt = body -> body.contains("unwanted") && !body.contains(SetAside.TAG);
        String other = newRun();
        try (OutboxStore store = store()) {
            log(store, run, "before");
            log(store, run, "unwanted");
            log(store, run, "after");
            log(store, other, "elsewhere");
            assertThat(store.flush(Duration.ofSeconds(90))).isTrue();
            assertThat(store.delivery().setAside()).isEqualTo(1);
            assertThat(store.delivery().refused()).isZero();
            assertThat(store.delivery().inWords())
                    .contains("1 log call is set aside")
                    .contains("no such luck");
        }
        assertThat(metric(run, "before")).isTrue();
        assertThat(metric(run, "after")).isTrue();
        assertThat(metric(other, "elsewhere")).isTrue();
        assertThat(metric(run, "unwanted")).isFalse();
        List<Path> left = files();
        assertThat(left).hasSize(1);
        assertThat(missingIn(run)).containsExactly(left.get(0).getFileName().toString());
        assertThat(missingIn(other)).isEmpty();

        failsAt = body -> false;
        Files.move(left.get(0), outbox.resolve("again" + Journal.SUFFIX));
        try (OutboxStore next = store()) {
            await(() -> files().isEmpty());
            assertThat(next.delivery().setAside()).isZero();
        }
        assertThat(metric(run, "unwanted")).isTrue();
        assertThat(outbox).isEmptyDirectory();
    }

    @Test
    void oneThatItsDatabaseFailsAtEachTimeIsSetAsideAlthoughMlflowCallsThatTemporary() {
        failure = ErrorCode.TEMPORARILY_UNAVAILABLE;
        failsAt = body -> body.contains("unwanted") && !body.contains(SetAside.TAG);
        try (OutboxStore store = store()) {
            log(store, run, "unwanted");
            log(store, run, "after");
            assertThat(store.flush(Duration.ofSeconds(90))).isTrue();
            assertThat(store.delivery().setAside()).isEqualTo(1);
        }
        assertThat(metric(run, "after")).isTrue();
        assertThat(missingIn(run)).hasSize(1);
    }

    @Test
    void severalOfThemAndOfSeveralKindsAreSetAsideEachByItself() {
        failsAt = body -> body.contains("unwanted") && !body.contains(SetAside.TAG);
        try (OutboxStore store = store()) {
            log(store, run, "unwanted1");
            store.logBatch(run, Batch.of(new RunTag("kind", "unwanted")));
            Dataset dataset = new Dataset("unwanted", "d", "local", "{}", null, null);
            store.logInputs(run, List.of(new DatasetInput(List.of(), dataset)));
            log(store, run, "between");
            log(store, run, "unwanted2");
            assertThat(store.flush(Duration.ofSeconds(90))).isTrue();
            assertThat(store.delivery().setAside()).isEqualTo(4);
        }
        assertThat(metric(run, "between")).isTrue();
        assertThat(files()).hasSize(4);
        assertThat(missingIn(run)).hasSize(4);
    }

    @Test
    void oneThatTheServerTakesAfterAllIsNotSetAside() {
        failsAt = body -> body.contains("late") && failures.get() < 3;
        try (OutboxStore store = store()) {
            log(store, run, "late");
            assertThat(store.flush(Duration.ofSeconds(90))).isTrue();
            assertThat(store.delivery().setAside()).isZero();
        }
        assertThat(failures.get()).isEqualTo(3);
        assertThat(metric(run, "late")).isTrue();
        assertThat(missingIn(run)).isEmpty();
        assertThat(outbox).isEmptyDirectory();
    }

    @Test
    void whereTheServerGoesAwayBeforeOneIsSetAsideNoTagStays() {
        failsAt = body -> body.contains("unwanted") && failures.get() < 4;
        awayAt = 4;
        try (OutboxStore store = store()) {
            log(store, run, "unwanted");
            assertThat(store.flush(Duration.ofSeconds(90))).isTrue();
            assertThat(store.delivery().setAside()).isZero();
        }
        assertThat(failures.get()).isEqualTo(4);
        assertThat(metric(run, "unwanted")).isTrue();
        assertThat(missingIn(run)).isEmpty();
    }

    @Test
    void anEqualRecordThatComesLaterHasItsOwnTries() {
        Batch late = Batch.of(new RunTag("late", "again"));
        failsAt = body -> body.contains("late") && failures.get() < 1;
        try (OutboxStore store = store()) {
            store.logBatch(run, late);
            assertThat(store.flush(Duration.ofSeconds(90))).isTrue();
            failsAt = body -> body.contains("late") && failures.get() < 4;
            store.logBatch(run, late);
            assertThat(store.flush(Duration.ofSeconds(90))).isTrue();
            assertThat(store.delivery().setAside()).isZero();
        }
        assertThat(failures.get()).isEqualTo(4);
        assertThat(missingIn(run)).isEmpty();
    }

    @Test
    void whileAServerFailsAtAllThatIsWrittenNothingIsSetAsideAlthoughItAnswersToWhatIsRead() throws Exception {
        failsAt = body -> true;
        try (OutboxStore store = store()) {
            log(store, run, "first");
            log(store, run, "second");
            await(() -> failures.get() >= 12);
            assertThat(failures.get()).isGreaterThanOrEqualTo(12);
            failsAt = body -> false;
            assertThat(store.flush(Duration.ofSeconds(90))).isTrue();
            assertThat(store.delivery().setAside()).isZero();
        }
        assertThat(metric(run, "first")).isTrue();
        assertThat(metric(run, "second")).isTrue();
        assertThat(missingIn(run)).isEmpty();
        assertThat(outbox).isEmptyDirectory();
    }

    @Test
    void aRunOfADeadProcessThatTheServerFailsToEndHoldsUpNoOtherOutbox() throws Exception {
        String other = newRun();
        leaveOpen(run);
        leaveOpen(other);
        AtomicReference<String> unwilling = new AtomicReference<>();
        failsAt = body -> {
            unwilling.compareAndSet(null, body.contains(run) ? run : other);
            return body.contains(unwilling.get());
        };
        try (OutboxStore store = store()) {
            await(() -> isOver(run) || isOver(other));
            await(() -> files().size() == 1);
        }
        assertThat(isOver(run) || isOver(other)).isTrue();
        assertThat(isOver(unwilling.get())).isFalse();
        assertThat(files()).hasSize(1);
    }

    private boolean isOver(String runId) {
        return behind.getRun(runId).info().status() == RunStatus.FAILED;
    }

    /** The outbox of a process that is dead: written under another name, so that it is held by nobody. */
    private void leaveOpen(String runId) throws IOException {
        Path living = folder.resolve("living" + Journal.SUFFIX);
        try (Journal journal = Journal.create(living)) {
            journal.append(new Entry.Opened(runId));
            Files.copy(living, outbox.resolve("dead-" + runId + Journal.SUFFIX));
        }
        Files.deleteIfExists(living);
    }

    private static void log(TrackingStore store, String run, String key) {
        store.logBatch(run, Batch.of(new Metric(key, 1, 1, 1)));
    }

    private boolean metric(String runId, String key) {
        return behind.getRun(runId).data().metric(key).isPresent();
    }

    /** The files that the tags of a run name. */
    private List<String> missingIn(String runId) {
        return behind.getRun(runId).data().tags().stream()
                .filter(tag -> tag.key().startsWith(SetAside.TAG))
                .map(tag -> tag.key().substring(SetAside.TAG.length()) + SetAside.SUFFIX)
                .toList();
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(outbox)) {
            return files.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1_800 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
    }
}
