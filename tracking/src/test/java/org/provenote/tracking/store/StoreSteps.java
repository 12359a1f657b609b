package org.provenote.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunTag;

/** What the contracts of stores do again and again. */
interface StoreSteps {
    /** The store under test; may hold what other tests have left. */
    TrackingStore store();

    default String newExperiment() {
        return store().createExperiment(NewExperiment.named(unique("experiment")));
    }

    default Run newRun(String experimentId) {
        return store().createRun(new NewRun(experimentId, "tester", null, now(), List.of()));
    }

    default String run(String experiment, String name, double r2, String alpha) {
        String id = store().createRun(new NewRun(experiment, "tester", name, now(), List.of(new RunTag("name", name))))
                .info()
                .runId();
        store().logBatch(
                        id,
                        new Batch(
                                List.of(new Metric("r2", r2, now(), 0)),
                                List.of(new Param("alpha", alpha)),
                                List.of()));
        return id;
    }

    default String startedAt(String experiment, long start) {
        return store().createRun(new NewRun(experiment, "tester", null, start, List.of()))
                .info()
                .runId();
    }

    default List<String> find(String experiment, String filter) {
        return ids(store().searchRuns(RunSearch.in(List.of(experiment)).filter(filter)));
    }

    default List<String> ordered(String experiment, String... order) {
        return ids(store().searchRuns(RunSearch.in(List.of(experiment)).orderBy(List.of(order))));
    }

    default List<String> ids(Page<Run> page) {
        return page.items().stream().map(run -> run.info().runId()).toList();
    }

    default List<Metric> history(String runId, String key) {
        return store().getMetricHistory(runId, key, 25_000, null).items();
    }

    default @Nullable Metric latest(String runId) {
        return store().getRun(runId).data().metrics().stream()
                .filter(metric -> metric.key().equals("m"))
                .findFirst()
                .orElse(null);
    }

    default Batch metrics(Metric... points) {
        return new Batch(List.of(points), List.of(), List.of());
    }

    default String unique(String name) {
        return name + " " + UUID.randomUUID();
    }

    default long now() {
        return System.currentTimeMillis();
    }

    default void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(MlflowException.class)
                .satisfies(e -> assertThat(((MlflowException) e).errorCode())
                        .as("code of: %s", e.getMessage())
                        .isEqualTo(code));
    }
}
