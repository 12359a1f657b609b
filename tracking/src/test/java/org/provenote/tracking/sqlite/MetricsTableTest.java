package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingUris;

class MetricsTableTest {
    @TempDir
    Path folder;

    @Test
    void aWalkInManyTransactionsMeetsEveryPointOnce() throws Exception {
        Path file = folder.resolve("mlflow.db");
        List<Metric> points = List.of(
                new Metric("m", 3, 0, -2),
                new Metric("m", 0, 1, 1),
                new Metric("m", Double.NaN, 1, 1),
                new Metric("m", 1, 1, 1),
                new Metric("m", -1, 1, 2),
                new Metric("m", Double.POSITIVE_INFINITY, 2, -1));
        try (SqliteStore store = SqliteStore.open(TrackingUris.of(file))) {
            String run = store.createRun(new NewRun("0", "u", "n", 1, List.of()))
                    .info()
                    .runId();
            store.logBatch(run, new Batch(points, List.of(), List.of()));
            List<Metric> met = new ArrayList<>();
            MetricsTable.Walk walk = new MetricsTable.Walk(run, "m", met::add);
            OpenFile open = OpenFile.at(file);
            int transactions = 1;
            while (!open.read(session -> walk.goOn(session, Duration.ZERO))) {
                assertThat(met).hasSize(transactions);
                transactions++;
            }
            open.close();
            assertThat(transactions).isEqualTo(points.size() + 1);
            assertThat(met)
                    .isEqualTo(store.getMetricHistory(run, "m", 100, null).items());
        }
    }
}
