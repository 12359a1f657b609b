package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/** Notebooks stop a cell by interrupting its thread, whatever it is about: nothing is lost, and the cell still learns of it. */
class InterruptedThreadTest {
    @TempDir
    Path folder;

    private MlflowClient client;
    private MlflowContext context;

    @BeforeEach
    void open() {
        client = new MlflowClient(TrackingUris.of(folder.resolve("mlflow.db")));
        context = new MlflowContext(client).setExperimentId("0");
    }

    @AfterEach
    void close() {
        Thread.interrupted();
        TrackingStores.closeAll();
    }

    @Test
    void interruptsInTheMiddleOfLogCallsLoseNothingAndAreNotSwallowed() throws Exception {
        int calls = Scale.of(20_000, 200_000);
        ActiveRun run = context.startRun();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger seen = new AtomicInteger();
        Thread cell = new Thread(() -> {
            for (int step = 0; step < calls; step++) {
                run.logMetric("m", step, step);
                if (Thread.interrupted()) {
                    seen.incrementAndGet();
                }
            }
            done.set(true);
        });
        cell.start();
        int sent = 0;
        while (cell.isAlive()) {
            cell.interrupt();
            sent++;
            for (int i = 0; i < 20 && cell.isInterrupted(); i++) {
                Thread.onSpinWait();
            }
        }
        cell.join();
        assertThat(done).as("no call threw").isTrue();
        assertThat(seen.get()).as("interrupts that the cell saw of %d", sent).isPositive();
        assertThat(client.store().flush(Duration.ofSeconds(100))).isTrue();
        assertThat(steps(run.getId())).hasSize(calls).doesNotHaveDuplicates();
        assertThat(outboxes()).as("the outbox that was there from the start").isEqualTo(1);
    }

    @Test
    void aThreadThatIsInterruptedAllTheTimeRunsAWholeRun() {
        Thread.currentThread().interrupt();
        ActiveRun run = context.startRun("interrupted");
        run.logParam("p", 1);
        run.logMetric("m", 1);
        run.endRun();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(client.getRun(run.getId()).info().status()).isEqualTo(RunStatus.FINISHED);
        assertThat(client.getRun(run.getId()).data().param("p")).contains("1");
    }

    @Test
    void closingWhileInterruptedDeliversAndLeavesNothingOpen() throws Exception {
        ActiveRun run = context.startRun();
        for (int step = 0; step < 4_900; step++) {
            run.logMetric("m", step, step);
        }
        assertThat(client.store().flush(Duration.ofSeconds(60))).isTrue();
        for (int step = 4_900; step < 5_000; step++) {
            run.logMetric("m", step, step);
        }
        run.endRun();
        Thread.currentThread().interrupt();
        TrackingStores.closeAll();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outboxes()).isZero();
        try (TrackingStore store = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")))) {
            assertThat(store.getRun(run.getId()).info().status()).isEqualTo(RunStatus.FINISHED);
            assertThat(store.getMetricHistory(run.getId(), "m", 10_000, null).items())
                    .hasSize(5_000);
        }
    }

    @Test
    void twoThreadsThatCloseAtOnceCloseOnce() throws Exception {
        ActiveRun run = context.startRun();
        run.logMetric("m", 1);
        TrackingStore buffered = client.store();
        List<Thread> closers =
                Stream.generate(() -> new Thread(buffered::close)).limit(8).toList();
        closers.forEach(Thread::start);
        for (Thread closer : closers) {
            closer.join();
        }
        assertThat(outboxes()).isZero();
        assertThat(TrackingStores.open(TrackingUris.of(folder.resolve("mlflow.db")))
                        .getRun(run.getId())
                        .info()
                        .status())
                .isEqualTo(RunStatus.KILLED);
    }

    /** As {@code ThreadGroup.interrupt} does in kernels that keep a thread group for the cell. */
    @Test
    void theDeliveryThreadGoesOnWhenSomebodyInterruptsEveryThread() {
        ActiveRun run = context.startRun();
        for (int round = 0; round < 20; round++) {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("provenote-delivery"))
                    .forEach(Thread::interrupt);
            run.logMetric("m", round, round);
        }
        assertThat(client.store().flush(Duration.ofSeconds(60))).isTrue();
        assertThat(steps(run.getId())).hasSize(20);
    }

    private List<Long> steps(String run) {
        return client.getMetricHistory(run, "m").stream().map(Metric::step).toList();
    }

    private long outboxes() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve(".provenote/outbox"))) {
            return files.count();
        }
    }
}
