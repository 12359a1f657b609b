package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStoreContract;
import org.provenote.tracking.store.TrackingUris;

/** The contract, on a real file in a folder with an awkward name. */
class SqliteStoreTest extends TrackingStoreContract {
    @TempDir
    Path folder;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(TrackingUris.of(folder.resolve("a b%20 'ü' ?#/mlflow.db")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** SQLite hands a run's metrics over as text: every double must come back as it was. */
    @Test
    void aRunsMetricsAreReadBackToTheLastBit() {
        List<Metric> logged = new SplittableRandom(17)
                .longs(1_000)
                .mapToDouble(Double::longBitsToDouble)
                .filter(Double::isFinite)
                .mapToObj(value -> new Metric("k" + Double.doubleToLongBits(value), value, 1, 1))
                .toList();
        String runId = store.createRun(new NewRun("0", "", "exact", 1, List.of()))
                .info()
                .runId();
        store.logBatch(runId, new Batch(logged, List.of(), List.of()));
        assertThat(store.getRun(runId).data().metrics()).containsExactlyInAnyOrderElementsOf(logged);
    }

    @Override
    public TrackingStore store() {
        return store;
    }
}
