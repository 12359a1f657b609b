package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.store.DeliveryStatus;
import org.provenote.tracking.store.TrackingStore;

/** A server that fails at one artifact each time, and takes the others. */
class FailingArtifactsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile ErrorCode failure = ErrorCode.INTERNAL_ERROR;
    private volatile String unwanted = "unwanted";
    private Path outbox;
    private ArtifactServer server;
    private TrackingStore rest;
    private String run;

    @BeforeEach
    void open() throws IOException {
        outbox = Files.createDirectories(folder.resolve("outbox"));
        server = new ArtifactServer(folder, this::take);
        run = server.run();
        rest = server.client().withoutRetries();
    }

    private MockResponse take(RecordedRequest request) {
        String brought = ArtifactServer.brought(request);
        if (brought.endsWith(" " + unwanted)) {
            failures.incrementAndGet();
            return new MockResponse.Builder()
                    .code(failure.httpStatus())
                    .body("{\"error_code\": \"" + failure + "\", \"message\": \"no such luck\"}")
                    .build();
        }
        taken.add(brought);
        return new MockResponse.Builder().code(200).body("{}").build();
    }

    @AfterEach
    void close() {
        rest.close();
        server.close();
    }

    private OutboxStore store() {
        return new OutboxStore(rest, new OutboxFolder(outbox), new SetAside.Rule(2, Duration.ZERO));
    }

    @ParameterizedTest
    @EnumSource(names = {"INTERNAL_ERROR", "PERMISSION_DENIED"})
    void itHoldsUpNoOtherIsTriedSeldomAndGoesWithTheNextProcess(ErrorCode answer) {
        failure = answer;
        try (OutboxStore store = store()) {
            keep(store);
            await(() -> store.delivery().artifacts() == 1);
            assertThat(taken).containsExactly("b.txt fine");
            int tries = failures.get();
            store.artifacts(run).logText("too", "c.txt");
            await(() -> store.delivery().artifacts() == 1);
            assertThat(taken).containsExactly("b.txt fine", "c.txt too");
            assertThat(failures).hasValue(tries);
            assertThat(store.flush(LONG)).isTrue();
            assertThat(store.delivery().inWords()).contains("a.txt", "fails at it each time", "no such luck");
        }
        unwanted = "nothing";
        try (OutboxStore next = store()) {
            await(() -> taken.contains("a.txt unwanted"));
            assertThat(next.flush(LONG)).isTrue();
            await(() -> next.delivery().earlier() == 0);
            assertThat(next.delivery()).isEqualTo(DeliveryStatus.ALL_WELL);
        }
    }

    @Test
    void whatIsLoggedLaterUnderItsNameStaysTheLaterOne() {
        try (OutboxStore store = store()) {
            keep(store);
            store.artifacts(run).logText("newer", "a.txt");
            await(() -> store.delivery().artifacts() == 2);
            assertThat(taken).containsExactly("b.txt fine");
            assertThat(store.flush(LONG)).as("nothing else waits").isTrue();
        }
        unwanted = "nothing";
        try (OutboxStore next = store()) {
            await(() -> taken.contains("a.txt newer"));
            await(() -> next.delivery().earlier() == 0);
            assertThat(next.delivery()).isEqualTo(DeliveryStatus.ALL_WELL);
        }
        assertThat(taken).containsExactly("b.txt fine", "a.txt unwanted", "a.txt newer");
    }

    /** The first by its log call, as storage that refuses an artifact at once refuses it to the caller. */
    private void keep(OutboxStore store) {
        ErrorCode refusing = failure;
        failure = ErrorCode.INTERNAL_ERROR;
        store.artifacts(run).logText("unwanted", "a.txt");
        failure = refusing;
        store.artifacts(run).logText("fine", "b.txt");
    }

    private static void await(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < giveUp) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
