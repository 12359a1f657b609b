package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.DeliveryStatus;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStoreContract;
import org.provenote.tracking.store.TrackingUris;

/** The contract through an outbox: to its user, a store with one is as a store without. */
class OutboxStoreTest extends TrackingStoreContract {
    @TempDir
    Path folder;

    private TrackingStore behind;
    private OutboxStore store;

    @BeforeEach
    void open() {
        behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
        store = new OutboxStore(behind, OutboxFolder.beside(folder.resolve("mlflow.db")));
    }

    @AfterEach
    void close() {
        store.close();
        behind.close();
    }

    @Override
    public TrackingStore store() {
        return store;
    }

    @Test
    void itIsKeptInTheFileOfTheStore() {
        assertThat(store.file()).contains(folder.resolve("mlflow.db"));
    }

    @Test
    void whatIsLoggedReachesTheStoreInOrder() {
        String run = newRun("0").info().runId();
        for (int i = 0; i < 5_000; i++) {
            store.logBatch(run, Batch.of(new Metric("m", i, i, i)));
            store.logBatch(run, Batch.of(new RunTag("last", Integer.toString(i))));
        }
        assertThat(store.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(behind.getMetricHistory(run, "m", 10_000, null).items()).hasSize(5_000);
        assertThat(behind.getRun(run).data().tag("last")).contains("4999");
        assertThat(store.delivery()).isEqualTo(DeliveryStatus.ALL_WELL);
    }

    @Test
    void runsThatBeganWhileNoOutboxCouldBeWrittenEndWithTheirProcessToo() throws IOException {
        Path noFolder = Files.createFile(folder.resolve("no folder"));
        OutboxStore process = new OutboxStore(behind, new OutboxFolder(noFolder));
        NewRun run = new NewRun("0", "u", "r", 1, List.of(new RunTag("mlflow.source.type", "LOCAL")));
        String open = process.createRun(run).info().runId();
        String ended = process.createRun(run).info().runId();
        process.updateRun(ended, RunUpdate.ended(RunStatus.FINISHED, 2));
        process.close();
        assertThat(behind.getRun(open).info().status()).isEqualTo(RunStatus.KILLED);
        assertThat(behind.getRun(ended).info().status()).isEqualTo(RunStatus.FINISHED);
    }

    @Test
    void aThousandThreadsLogAtOnceAndNothingIsLost() throws InterruptedException {
        String run = newRun("0").info().runId();
        ExecutorService threads = Executors.newFixedThreadPool(1_000);
        for (int thread = 0; thread < 1_000; thread++) {
            int step = thread;
            threads.execute(() -> store.logBatch(run, Batch.of(new Metric("m", step, 1, step))));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(store.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(store.getMetricHistory(run, "m", 10_000, null).items()).hasSize(1_000);
    }

    @Test
    void aRefusalInTheBackgroundIsCountedAndHoldsNothingUp() {
        String run = newRun("0").info().runId();
        store.logBatch(run, Batch.of(new Param("mine", "1")));
        store.flush(Duration.ofSeconds(10));
        behind.logBatch(run, Batch.of(new Param("theirs", "1")));
        store.logBatch(run, Batch.of(new Param("theirs", "2")));
        store.logBatch(run, Batch.of(new Metric("m", 1, 1, 1)));
        assertThat(store.getRun(run).data().metric("m")).contains(1.0);
        assertThat(store.delivery().refused()).isEqualTo(1);
        assertThat(store.delivery().problem()).contains("theirs");
    }

    @Test
    void closingLeavesNoFileWhenAllIsDelivered() throws IOException {
        String run = newRun("0").info().runId();
        store.logBatch(run, Batch.of(new Metric("m", 1, 1, 1)));
        store.close();
        assertThat(folder.resolve(".provenote/outbox")).isEmptyDirectory();
        assertThat(behind.getRun(run).data().metric("m")).contains(1.0);
    }

    @Test
    void closingEndsARunOfANotebookAsKilledAndLeavesOthersAlone() {
        List<RunTag> ofNotebook = List.of(new RunTag("mlflow.source.type", "NOTEBOOK"));
        String left = store.createRun(new NewRun("0", "u", null, 1, ofNotebook))
                .info()
                .runId();
        String ended = store.createRun(new NewRun("0", "u", null, 1, ofNotebook))
                .info()
                .runId();
        String plain = newRun("0").info().runId();
        store.updateRun(ended, RunUpdate.ended(RunStatus.FINISHED, 5));
        store.close();
        assertThat(behind.getRun(left).info().status()).isEqualTo(RunStatus.KILLED);
        assertThat(behind.getRun(ended).info().status()).isEqualTo(RunStatus.FINISHED);
        assertThat(behind.getRun(plain).info().status()).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void aFolderThatCannotBeReadIsTheCallersMistakeAndNotKept() throws IOException {
        String run = newRun("0").info().runId();
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.createSymbolicLink(data.resolve("endless"), data);
        assertThatThrownBy(() -> store.artifacts(run).logFolder(data, "all"))
                .isInstanceOfSatisfying(
                        MlflowException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE));
        assertThat(store.delivery()).isEqualTo(DeliveryStatus.ALL_WELL);
    }

    @Test
    void anArtifactThatFindsNoPlaceHoldsUpNoneOfAnotherRun() throws Exception {
        RunInfo blocked = newRun("0").info();
        RunInfo other = newRun("0").info();
        for (RunInfo run : List.of(blocked, other)) {
            Files.createDirectories(placeOf(run).getParent());
            Files.createFile(placeOf(run));
            store.artifacts(run).logText("hello", "a.txt");
            store.artifacts(run.runId()).logText("later", "a.txt");
        }
        assertThat(store.delivery().artifacts()).isEqualTo(4);
        Files.delete(placeOf(other));
        for (int i = 0; i < 600 && store.delivery().artifacts() > 2; i++) {
            Thread.sleep(50);
        }
        assertThat(placeOf(other).resolve("artifacts/a.txt")).hasContent("later");
        assertThat(store.delivery().artifacts()).isEqualTo(2);
        Files.delete(placeOf(blocked));
        assertThat(store.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(placeOf(blocked).resolve("artifacts/a.txt")).hasContent("later");
        assertThat(store.delivery()).isEqualTo(DeliveryStatus.ALL_WELL);
    }

    /** The folder around a run's artifacts. */
    private static Path placeOf(RunInfo run) {
        return Path.of(run.artifactUri().replaceFirst("^file:(//)?", "")).getParent();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoReasonNotToLog() throws IOException {
        Path file = Files.createFile(folder.resolve("a file"));
        OutboxStore blocked = new OutboxStore(behind, new OutboxFolder(file.resolve("outbox")));
        String run = newRun("0").info().runId();
        blocked.logBatch(run, Batch.of(new Metric("m", 1, 1, 1)));
        assertThat(blocked.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(behind.getRun(run).data().metric("m")).contains(1.0);
        blocked.close();
    }
}
