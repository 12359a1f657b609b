package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.DeliveryStatus;
import org.provenote.tracking.store.TrackingStore;

/** A server that was away for a moment and then takes its time with the artifacts that were kept: the records pass them. */
class SlowArtifactsTest {
    @TempDir
    Path folder;

    private final SlowWithArtifacts artifacts = new SlowWithArtifacts();
    private Path outbox;
    private ArtifactServer server;
    private TrackingStore behind;
    private TrackingStore rest;
    private String run;

    /** Takes no artifact, then holds the first back until it is let go, then takes all. */
    private final class SlowWithArtifacts {
        private volatile boolean away = true;
        private final CountDownLatch sending = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final List<String> taken = new CopyOnWriteArrayList<>();

        MockResponse take(RecordedRequest request) {
            if (away) {
                return new MockResponse.Builder().code(503).build();
            }
            sending.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                // The server is closed.
                return new MockResponse.Builder().code(503).build();
            }
            taken.add(ArtifactServer.brought(request));
            return new MockResponse.Builder().code(200).body("{}").build();
        }
    }

    @BeforeEach
    void open() throws IOException {
        outbox = Files.createDirectories(folder.resolve("outbox"));
        server = new ArtifactServer(folder, artifacts::take);
        behind = server.behind();
        run = server.run();
        rest = server.client();
    }

    @AfterEach
    void close() {
        artifacts.goOn.countDown();
        rest.close();
        server.close();
    }

    @Test
    void metricsPassAnArtifactThatIsBeingSentAndArtifactsStayInTheirOrder() throws Exception {
        try (OutboxStore store = new OutboxStore(rest, new OutboxFolder(outbox))) {
            store.artifacts(run).logText("one", "a.txt");
            store.artifacts(run).logText("two", "a.txt");
            store.artifacts(run).logText("three", "b.txt");
            artifacts.away = false;
            assertThat(artifacts.sending.await(60, TimeUnit.SECONDS)).isTrue();
            for (int step = 0; step < 100; step++) {
                store.logBatch(run, Batch.of(new Metric("m", step, step, step)));
            }
            store.artifacts(run).logText("four", "a.txt");
            await(() -> points() == 100);
            assertThat(points()).isEqualTo(100);
            assertThat(artifacts.taken).isEmpty();
            assertThat(store.delivery().artifacts()).isEqualTo(4);
            artifacts.goOn.countDown();
            assertThat(store.flush(Duration.ofSeconds(60))).isTrue();
            assertThat(store.delivery()).isEqualTo(DeliveryStatus.ALL_WELL);
        }
        assertThat(artifacts.taken).containsExactly("a.txt one", "a.txt two", "b.txt three", "a.txt four");
        assertThat(outbox).isEmptyDirectory();
    }

    @Test
    void whoMustNotWaitForTheServerLeavesATextToIt() throws Exception {
        artifacts.away = false;
        try (OutboxStore store = new OutboxStore(rest, new OutboxFolder(outbox))) {
            store.artifacts(run).logTextSoon("{}", "provenance/session.json");
            assertThat(artifacts.sending.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(artifacts.taken).isEmpty();
            artifacts.goOn.countDown();
            assertThat(store.flush(Duration.ofSeconds(60))).isTrue();
            assertThat(store.delivery()).isEqualTo(DeliveryStatus.ALL_WELL);
        }
        assertThat(artifacts.taken).containsExactly("session.json {}");
    }

    @Test
    void metricsPassTheArtifactsOfADeadProcessWhoseOutboxIsHeldUntilTheyAreSent() throws Exception {
        Path dead = leave(new Entry.Opened(run));
        KeptArtifacts.in(KeptArtifacts.placeFor(dead).orElseThrow()).keepText(run, "kept", "a.txt");
        artifacts.away = false;
        try (OutboxStore store = new OutboxStore(rest, new OutboxFolder(outbox))) {
            assertThat(artifacts.sending.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(behind.getRun(run).info().status()).isEqualTo(RunStatus.FAILED);
            store.logBatch(run, Batch.of(new Metric("m", 1, 1, 1)));
            assertThat(store.flush(Duration.ofSeconds(60))).isTrue();
            assertThat(points()).isEqualTo(1);
            assertThat(artifacts.taken).isEmpty();
            assertThat(Journal.adopt(dead)).as("nobody else sends them").isEmpty();
            artifacts.goOn.countDown();
            await(() -> !Files.exists(dead));
        }
        assertThat(artifacts.taken).containsExactly("a.txt kept");
        assertThat(outbox).isEmptyDirectory();
    }

    @Test
    void closingWhileOneIsBeingSentKeepsThatForTheNextProcessAndLeavesNoThread() throws Exception {
        Set<Thread> before = threads();
        try (OutboxStore store = new OutboxStore(rest, new OutboxFolder(outbox))) {
            store.artifacts(run).logText("one", "a.txt");
            artifacts.away = false;
            assertThat(artifacts.sending.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(outbox.toFile().list()).hasSize(1);
        rest.close();
        await(() -> before.containsAll(threads()));
        assertThat(before).containsAll(threads());
        rest = server.client();
        artifacts.goOn.countDown();
        artifacts.taken.clear();
        try (OutboxStore next = new OutboxStore(rest, new OutboxFolder(outbox))) {
            await(() -> artifacts.taken.contains("a.txt one"));
            await(() -> outbox.toFile().list().length == 0);
        }
        assertThat(artifacts.taken).contains("a.txt one");
        assertThat(outbox).isEmptyDirectory();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("provenote-"))
                .collect(Collectors.toSet());
    }

    private int points() {
        return behind.getMetricHistory(run, "m", 1_000, null).items().size();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1_200 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
    }

    /** The outbox of a process that is dead: written under another name, so that it is held by nobody. */
    private Path leave(Entry... entries) throws IOException {
        Path place = outbox.resolve("dead-" + run + Journal.SUFFIX);
        Path living = folder.resolve("living" + Journal.SUFFIX);
        try (Journal journal = Journal.create(living)) {
            for (Entry entry : entries) {
                journal.append(entry);
            }
            Files.copy(living, place);
        }
        Files.deleteIfExists(living);
        return place;
    }
}
