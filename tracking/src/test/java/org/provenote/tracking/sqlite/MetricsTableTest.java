package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
            List<Metric> met = walked(run, 1);
            assertThat(met)
                    .isEqualTo(store.getMetricHistory(run, "m", 100, null).items());
        }
    }

    /** They stand among its own in the primary key, by their time. */
    @Test
    void aWalkPassesByWhatOtherRunsLogged() throws Exception {
        try (SqliteStore store = SqliteStore.open(TrackingUris.of(folder.resolve("mlflow.db")))) {
            log(store, 0, 5_000, 1);
            String run = log(store, 2_000, 3_000, 7);
            log(store, 2_500, 9_000, 1);
            String none = log(store, 0, 0, 1);
            for (int atOnce : new int[] {1, 10, 100_000}) {
                assertThat(walked(run, atOnce))
                        .isEqualTo(
                                store.getMetricHistory(run, "m", 10_000, null).items())
                        .hasSize(143);
                assertThat(walked(none, atOnce)).isEmpty();
            }
        }
    }

    private static String log(SqliteStore store, int from, int to, int every) {
        String run =
                store.createRun(new NewRun("0", "u", "n", 1, List.of())).info().runId();
        List<Metric> points = new ArrayList<>();
        for (int i = from; i < to; i += every) {
            points.add(new Metric("m", i, i, i % 3));
        }
        for (int i = 0; i < points.size(); i += 1_000) {
            List<Metric> some = points.subList(i, Math.min(points.size(), i + 1_000));
            store.logBatch(run, new Batch(some, List.of(), List.of()));
        }
        return run;
    }

    private List<Metric> walked(String run, int atOnce) throws Exception {
        OpenFile open = OpenFile.at(folder.resolve("mlflow.db"));
        try {
            List<Metric> met = new ArrayList<>();
            MetricsTable.Walk walk = new MetricsTable.Walk(run, "m");
            while (!walk.hasEnded()) {
                List<Metric> points = open.read(session -> walk.next(session, atOnce));
                assertThat(points).hasSizeLessThanOrEqualTo(atOnce);
                met.addAll(points);
            }
            return met;
        } finally {
            open.close();
        }
    }
}
