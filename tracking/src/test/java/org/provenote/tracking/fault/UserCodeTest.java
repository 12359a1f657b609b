package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.outbox.Outboxes;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/** What user code does around the calls: it throws, it has a thousand threads, it opens clients and forgets them. */
class UserCodeTest {
    /** What the libraries keep for the whole process may come and go; a leak would be of a hundred. */
    private static final int SHARED = 10;

    @TempDir
    Path folder;

    private MlflowClient client;
    private MlflowContext context;

    @BeforeEach
    void open() {
        client = new MlflowClient(uri());
        context = new MlflowContext(client).setExperimentId("0");
    }

    @AfterEach
    void close() {
        TrackingStores.closeAll();
    }

    private String uri() {
        return TrackingUris.of(folder.resolve("mlflow.db"));
    }

    @Test
    void whatItThrowsReachesItUnchangedAndTheRunHasFailed() {
        List<Throwable> thrown = List.of(
                new IllegalStateException("mine"), new StackOverflowError("mine"), new OutOfMemoryError("mine"));
        for (Throwable mine : thrown) {
            List<String> runs = new ArrayList<>();
            assertThatThrownBy(() -> context.withActiveRun(run -> {
                        runs.add(run.getId());
                        UserCodeTest.<RuntimeException>raise(mine);
                    }))
                    .isSameAs(mine)
                    .hasNoSuppressedExceptions();
            assertThat(client.getRun(runs.get(0)).info().status()).isEqualTo(RunStatus.FAILED);
        }
    }

    @Test
    void whatItThrowsIsNotHiddenByARunThatCannotBeEnded() {
        IOException mine = new IOException("mine");
        List<String> runs = new ArrayList<>();
        assertThatThrownBy(() -> context.withActiveRun(run -> {
                    runs.add(run.getId());
                    client.store().deleteRun(run.getId());
                    UserCodeTest.<RuntimeException>raise(mine);
                }))
                .isSameAs(mine);
        assertThat(client.getRun(runs.get(0)).info().lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void aThousandThreadsStartLogToAndEndTheirOwnRuns() throws Exception {
        int threads = Scale.of(100, 1_000);
        CountDownLatch go = new CountDownLatch(1);
        List<String> runs = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(new Thread(() -> {
                try {
                    go.await();
                    ActiveRun run = context.startRun();
                    for (int step = 0; step < 100; step++) {
                        run.logMetric("m", step, step);
                    }
                    run.endRun();
                    synchronized (runs) {
                        runs.add(run.getId());
                    }
                } catch (Throwable e) {
                    synchronized (runs) {
                        failures.add(e);
                    }
                }
            }));
        }
        all.forEach(Thread::start);
        go.countDown();
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(client.store().flush(Duration.ofSeconds(100))).isTrue();
        assertThat(runs).hasSize(threads).allSatisfy(run -> {
            assertThat(client.getRun(run).info().status()).isEqualTo(RunStatus.FINISHED);
            assertThat(client.getMetricHistory(run, "m")).hasSize(100);
        });
    }

    @Test
    void aHundredClientsThatWereOpenedAndClosedLeaveNoThreadAndNoHandle() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.setDispatcher(new CarryingServer(client.store()));
            server.start();
            String run = context.startRun().getId();
            for (int i = 0; i < 3; i++) {
                openAndClose(server, run, i);
            }
            long handles = settled(UserCodeTest::handles);
            long threads = settled(UserCodeTest::threads);
            for (int i = 0; i < 100; i++) {
                openAndClose(server, run, i);
            }
            long handlesAfter = awaitFewer(UserCodeTest::handles, handles + SHARED);
            long threadsAfter = awaitFewer(UserCodeTest::threads, threads + SHARED);
            Scale.figure(
                    "F19 handles before and after 100 clients: %d, %d; threads: %d, %d",
                    handles, handlesAfter, threads, threadsAfter);
            assertThat(handlesAfter).isLessThan(handles + SHARED);
            assertThat(threadsAfter).isLessThan(threads + SHARED);
        }
    }

    private void openAndClose(MockWebServer server, String run, int step) {
        TrackingStore file = new SqliteStoreProvider().open(uri());
        TrackingStore embedded = Outboxes.before(file, folder.resolve("embedded"));
        TrackingStore rest = new RestStoreProvider().open(server.url("/").toString());
        TrackingStore remote = Outboxes.before(rest, folder.resolve("remote"));
        new MlflowClient(embedded).logMetric(run, "embedded", step, 1, step);
        new MlflowClient(remote).logMetric(run, "remote", step, 1, step);
        List.of(embedded, file, remote, rest).forEach(TrackingStore::close);
    }

    private interface Count {
        long now() throws IOException;
    }

    /** Sockets and threads end a moment after what used them: the fewest of the next seconds. */
    private static long settled(Count count) throws Exception {
        long fewest = count.now();
        for (int i = 0; i < 50; i++) {
            Thread.sleep(100);
            fewest = Math.min(fewest, count.now());
        }
        return fewest;
    }

    /** The count once it is below {@code bound}, or after a minute. */
    private static long awaitFewer(Count count, long bound) throws Exception {
        long now = count.now();
        for (int i = 0; i < 600 && now >= bound; i++) {
            Thread.sleep(100);
            now = count.now();
        }
        return now;
    }

    private static long handles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("MockWebServer"))
                .count();
    }
}
