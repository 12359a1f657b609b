package org.provenote.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.DatasetSummary;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunTag;

/** What every store promises of metrics, params, tags and datasets. */
interface LoggingContract extends StoreSteps {
    @Test
    default void theLatestMetricIsTheGreatestByStepThenTimeThenValue() {
        String id = newRun(newExperiment()).info().runId();
        store().logBatch(id, metrics(new Metric("m", 5, 10, 2), new Metric("m", 9, 99, 1)));
        assertThat(latest(id)).isEqualTo(new Metric("m", 5, 10, 2));
        store().logBatch(id, metrics(new Metric("m", 4, 11, 2)));
        assertThat(latest(id)).isEqualTo(new Metric("m", 4, 11, 2));
        store().logBatch(id, metrics(new Metric("m", 3, 11, 2)));
        assertThat(latest(id)).isEqualTo(new Metric("m", 4, 11, 2));
        store().logBatch(id, metrics(new Metric("m", 6, 11, 2)));
        assertThat(latest(id)).isEqualTo(new Metric("m", 6, 11, 2));
    }

    @Test
    default void aMetricsHistoryIsKeptWholeAndComesBackByTimeStepAndValue() {
        String id = newRun(newExperiment()).info().runId();
        store().logBatch(
                        id,
                        metrics(
                                new Metric("m", 2, 20, 1),
                                new Metric("m", 1, 10, 5),
                                new Metric("m", 0.5, 20, 1),
                                new Metric("m", 3, 20, -7)));
        assertThat(history(id, "m"))
                .containsExactly(
                        new Metric("m", 1, 10, 5),
                        new Metric("m", 3, 20, -7),
                        new Metric("m", 0.5, 20, 1),
                        new Metric("m", 2, 20, 1));
        assertThat(history(id, "other")).isEmpty();
    }

    @Test
    default void loggingAPointTwiceKeepsItOnce() {
        String id = newRun(newExperiment()).info().runId();
        Metric point = new Metric("m", 0.1, 10, 1);
        store().logBatch(id, metrics(point, point));
        store().logBatch(id, metrics(point));
        assertThat(history(id, "m")).containsExactly(point);
    }

    @Test
    default void aHistoryIsReadPageByPage() {
        String id = newRun(newExperiment()).info().runId();
        store().logBatch(id, metrics(new Metric("m", 1, 1, 1), new Metric("m", 2, 2, 2), new Metric("m", 3, 3, 3)));
        Page<Metric> first = store().getMetricHistory(id, "m", 2, null);
        Page<Metric> second =
                store().getMetricHistory(id, "m", 2, first.nextToken().orElseThrow());
        assertThat(first.items()).hasSize(2);
        assertThat(second.items()).containsExactly(new Metric("m", 3, 3, 3));
        assertThat(second.nextToken()).isEmpty();
    }

    @Test
    default void aHistoryIsOfOneRunHoweverManyOthersLogTheSameMetric() {
        String experiment = newExperiment();
        String id = newRun(experiment).info().runId();
        String other = newRun(experiment).info().runId();
        for (int from = 0; from < 2_000; from += 1_000) {
            List<Metric> between = IntStream.range(from, from + 1_000)
                    .mapToObj(i -> new Metric("m", -1, i / 20, i))
                    .toList();
            store().logBatch(other, new Batch(between, List.of(), List.of()));
        }
        List<Metric> own = IntStream.range(0, 5)
                .mapToObj(i -> new Metric("m", i, 20L * i, i))
                .toList();
        store().logBatch(id, new Batch(own, List.of(), List.of()));
        assertThat(history(id, "m")).isEqualTo(own);
        Page<Metric> first = store().getMetricHistory(id, "m", 2, null);
        assertThat(first.items()).isEqualTo(own.subList(0, 2));
        Page<Metric> second =
                store().getMetricHistory(id, "m", 3, first.nextToken().orElseThrow());
        assertThat(second.items()).isEqualTo(own.subList(2, 5));
        assertThat(second.nextToken()).isEmpty();
    }

    @Test
    default void nanIsKeptAndInfinitiesBecomeTheGreatestDoubles() {
        String id = newRun(newExperiment()).info().runId();
        store().logBatch(
                        id,
                        metrics(
                                new Metric("nan", Double.NaN, 1, 0),
                                new Metric("up", Double.POSITIVE_INFINITY, 1, 0),
                                new Metric("down", Double.NEGATIVE_INFINITY, 1, 0),
                                new Metric("tiny", Double.MIN_VALUE, 1, 0),
                                new Metric("steps", 1, Long.MAX_VALUE / 2, Long.MIN_VALUE / 2)));
        Run run = store().getRun(id);
        assertThat(run.data().metric("nan")).contains(Double.NaN);
        assertThat(run.data().metric("up")).contains(Double.MAX_VALUE);
        assertThat(run.data().metric("down")).contains(-Double.MAX_VALUE);
        assertThat(run.data().metric("tiny")).contains(Double.MIN_VALUE);
        assertThat(history(id, "nan").get(0).value()).isNaN();
        assertThat(history(id, "steps").get(0).step()).isEqualTo(Long.MIN_VALUE / 2);
    }

    @Test
    default void aParamIsWrittenOnceAndTheSameValueAgainIsHarmless() {
        String id = newRun(newExperiment()).info().runId();
        store().logBatch(id, Batch.of(new Param("p", "1")));
        store().logBatch(id, Batch.of(new Param("p", "1")));
        assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> store().logBatch(id, Batch.of(new Param("p", "2"))));
        assertThat(store().getRun(id).data().param("p")).contains("1");
    }

    @Test
    default void aBatchWithARefusedParamWritesNoMetric() {
        String id = newRun(newExperiment()).info().runId();
        store().logBatch(id, Batch.of(new Param("p", "1")));
        Batch batch = new Batch(List.of(new Metric("m", 1, 1, 1)), List.of(new Param("p", "2")), List.of());
        assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> store().logBatch(id, batch));
        assertThat(history(id, "m")).isEmpty();
    }

    @Test
    default void oneParamKeyTwiceInABatchIsRefused() {
        String id = newRun(newExperiment()).info().runId();
        Batch batch = new Batch(List.of(), List.of(new Param("p", "1"), new Param("p", "1")), List.of());
        assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> store().logBatch(id, batch));
    }

    @Test
    default void tagsAreSetChangedAndDeleted() {
        String id = newRun(newExperiment()).info().runId();
        store().logBatch(id, Batch.of(new RunTag("t", "1")));
        store().logBatch(id, new Batch(List.of(), List.of(), List.of(new RunTag("t", "2"), new RunTag("t", "3"))));
        assertThat(store().getRun(id).data().tag("t")).contains("3");
        store().deleteTag(id, "t");
        assertThat(store().getRun(id).data().tag("t")).isEmpty();
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store().deleteTag(id, "t"));
    }

    @Test
    default void overlongValuesAreCutAndOverlongKeysRefused() {
        String id = newRun(newExperiment()).info().runId();
        store().logBatch(
                        id,
                        new Batch(
                                List.of(),
                                List.of(new Param("p", "é".repeat(6_001))),
                                List.of(new RunTag("t", "x".repeat(8_001)))));
        assertThat(store().getRun(id).data().param("p")).contains("é".repeat(6_000));
        assertThat(store().getRun(id).data().tag("t")).contains("x".repeat(8_000));
        assertRefused(
                ErrorCode.INVALID_PARAMETER_VALUE,
                () -> store().logBatch(id, Batch.of(new Param("k".repeat(251), "1"))));
    }

    @Test
    default void keysThatMlflowRefusesAreRefused() {
        String id = newRun(newExperiment()).info().runId();
        for (String key : List.of("", "a*b", "../a", "/a", "a//b", "a/../b", ".", "a/", "a\nb")) {
            assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> store().logBatch(id, Batch.of(new Param(key, "1"))));
        }
        for (String key : List.of("a/b", "a b", "a.b-c_d:e", "größe", "精度")) {
            store().logBatch(id, Batch.of(new Param(key, "1")));
            assertThat(store().getRun(id).data().param(key)).contains("1");
        }
    }

    @Test
    default void tooLargeBatchesAreRefused() {
        String id = newRun(newExperiment()).info().runId();
        List<Param> params =
                IntStream.range(0, 101).mapToObj(i -> new Param("p" + i, "v")).toList();
        assertRefused(
                ErrorCode.INVALID_PARAMETER_VALUE, () -> store().logBatch(id, new Batch(List.of(), params, List.of())));
    }

    @Test
    default void aBatchOfTheLongestParamsAndTagsIsWritten() {
        String id = newRun(newExperiment()).info().runId();
        List<Param> params = IntStream.range(0, 100)
                .mapToObj(i -> new Param("p" + i, "p".repeat(6_000)))
                .toList();
        List<RunTag> tags = IntStream.range(0, 100)
                .mapToObj(i -> new RunTag("t" + i, "é".repeat(8_000)))
                .toList();
        store().logBatch(id, new Batch(List.of(), params, tags));
        Run run = store().getRun(id);
        assertThat(run.data().params()).hasSize(100);
        assertThat(run.data().tag("t99")).contains("é".repeat(8_000));
    }

    @Test
    default void datasetsComeBackWithTheTagsOfTheirUse() {
        String id = newRun(newExperiment()).info().runId();
        DatasetInput input = new DatasetInput(
                List.of(new InputTag("mlflow.data.context", "training")),
                new Dataset("wine", "abc123", "local", "{\"uri\": \"wine.csv\"}", "{\"columns\": []}", null));
        store().logInputs(id, List.of(input));
        store().logInputs(id, List.of(input));
        assertThat(store().getRun(id).inputs().datasetInputs()).containsExactly(input);
    }

    @Test
    default void theDatasetsOfExperimentsAreThoseThatTheirRunsUsedEachInEachContextOnce() {
        String first = newExperiment();
        String second = newExperiment();
        String elsewhere = newExperiment();
        String deleted = newRun(second).info().runId();
        store().logInputs(newRun(first).info().runId(), List.of(used("wine", "training"), used("beer", null)));
        store().logInputs(newRun(first).info().runId(), List.of(used("wine", "training")));
        store().logInputs(newRun(first).info().runId(), List.of(used("wine", "eval")));
        store().logInputs(deleted, List.of(used("wine", "eval")));
        store().logInputs(newRun(elsewhere).info().runId(), List.of(used("wine", "eval")));
        store().deleteRun(deleted);
        newRun(first);

        assertThat(store().datasetsOf(List.of(second, first)))
                .containsExactlyInAnyOrder(
                        new DatasetSummary(first, "beer", "abc", null),
                        new DatasetSummary(first, "wine", "abc", "eval"),
                        new DatasetSummary(first, "wine", "abc", "training"),
                        new DatasetSummary(second, "wine", "abc", "eval"));
    }

    private static DatasetInput used(String name, @Nullable String context) {
        List<InputTag> tags = context == null ? List.of() : List.of(new InputTag("mlflow.data.context", context));
        return new DatasetInput(tags, new Dataset(name, "abc", "local", "{}", null, null));
    }
}
