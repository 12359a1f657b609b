package org.provenote.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.entities.RunsOfExperiment;
import org.provenote.tracking.entities.ViewType;

/** What every store promises. Each store's test class runs all of it on the real thing. */
public abstract class TrackingStoreContract {
    /** The store under test; may hold what other tests have left. */
    protected abstract TrackingStore store();

    // Experiments

    @Test
    void anExperimentComesBackAsItWasCreated() {
        String name = unique("naïve – \"quoted\" 'name' %");
        String id = store().createExperiment(new NewExperiment(name, null, List.of(new ExperimentTag("team", "Δ"))));

        Experiment experiment = store().getExperiment(id);

        assertThat(experiment.name()).isEqualTo(name);
        assertThat(experiment.lifecycleStage()).isEqualTo(LifecycleStage.ACTIVE);
        assertThat(experiment.tag("team")).contains("Δ");
        assertThat(experiment.artifactLocation()).endsWith("/" + id);
        assertThat(experiment.creationTime()).isBetween(now() - 60_000, now()).isEqualTo(experiment.lastUpdateTime());
        assertThat(store().findExperiment(name)).contains(experiment);
    }

    @Test
    void theDefaultExperimentIsThereFromTheStart() {
        assertThat(store().getExperiment("0").name()).isEqualTo("Default");
    }

    @Test
    void anUnknownExperimentIsMissingByIdAndEmptyByName() {
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store().getExperiment("987654321"));
        assertThat(store().findExperiment(unique("nobody"))).isEmpty();
    }

    @Test
    void anExperimentIdThatIsNoNumberIsRefused() {
        assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> store().getExperiment("seven"));
    }

    @Test
    void aTakenExperimentNameIsRefusedAlsoWhenItsExperimentIsInTheTrash() {
        String name = unique("taken");
        String id = store().createExperiment(NewExperiment.named(name));
        assertRefused(ErrorCode.RESOURCE_ALREADY_EXISTS, () -> store().createExperiment(NewExperiment.named(name)));
        store().deleteExperiment(id);
        assertRefused(ErrorCode.RESOURCE_ALREADY_EXISTS, () -> store().createExperiment(NewExperiment.named(name)));
    }

    @Test
    void anExperimentNeedsAName() {
        assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> store().createExperiment(NewExperiment.named("")));
    }

    @Test
    void anArtifactLocationIsKeptAsGiven() {
        String location = "s3://bucket/" + unique("folder");
        String id = store().createExperiment(new NewExperiment(unique("located"), location, List.of()));
        assertThat(store().getExperiment(id).artifactLocation()).isEqualTo(location);
        RunInfo run = newRun(id).info();
        assertThat(run.artifactUri()).isEqualTo(location + "/" + run.runId() + "/artifacts");
    }

    @Test
    void deletingAnExperimentTakesItsRunsAlongAndRestoringBringsThemBack() {
        String id = newExperiment();
        String runId = newRun(id).info().runId();

        store().deleteExperiment(id);
        assertThat(store().getExperiment(id).lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
        assertThat(store().getRun(runId).info().lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store().deleteExperiment(id));
        assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> newRun(id));

        store().restoreExperiment(id);
        assertThat(store().getExperiment(id).lifecycleStage()).isEqualTo(LifecycleStage.ACTIVE);
        assertThat(store().getRun(runId).info().lifecycleStage()).isEqualTo(LifecycleStage.ACTIVE);
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store().restoreExperiment(id));
    }

    @Test
    void anExperimentIsRenamedWhileItIsActive() {
        String id = newExperiment();
        String name = unique("renamed");
        store().renameExperiment(id, name);
        assertThat(store().getExperiment(id).name()).isEqualTo(name);
        store().deleteExperiment(id);
        assertRefused(ErrorCode.INVALID_STATE, () -> store().renameExperiment(id, unique("again")));
    }

    @Test
    void experimentTagsAreSetChangedAndDeleted() {
        String id = newExperiment();
        store().setExperimentTag(id, new ExperimentTag("k", "1"));
        store().setExperimentTag(id, new ExperimentTag("k", "2"));
        assertThat(store().getExperiment(id).tag("k")).contains("2");
        store().deleteExperimentTag(id, "k");
        assertThat(store().getExperiment(id).tag("k")).isEmpty();
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store().deleteExperimentTag(id, "k"));
    }

    @Test
    void experimentsAreFoundByFilterInOrderPageByPage() {
        String mark = unique("page");
        for (int i = 0; i < 5; i++) {
            store().createExperiment(new NewExperiment(mark + i, null, List.of(new ExperimentTag("mark", mark))));
        }
        ExperimentSearch search = new ExperimentSearch(
                "tags.mark = '" + mark + "' AND name LIKE '%" + mark + "%'",
                ViewType.ACTIVE_ONLY,
                2,
                List.of("name DESC"),
                null);

        Page<Experiment> first = store().searchExperiments(search);
        Page<Experiment> second =
                store().searchExperiments(search.pageToken(first.nextToken().orElseThrow()));
        Page<Experiment> third =
                store().searchExperiments(search.pageToken(second.nextToken().orElseThrow()));

        assertThat(names(first)).containsExactly(mark + "4", mark + "3");
        assertThat(names(second)).containsExactly(mark + "2", mark + "1");
        assertThat(names(third)).containsExactly(mark + "0");
        assertThat(third.nextToken()).isEmpty();
    }

    private static List<String> names(Page<Experiment> page) {
        return page.items().stream().map(Experiment::name).toList();
    }

    // Runs

    @Test
    void aRunComesBackAsItWasCreated() {
        String experiment = newExperiment();
        Run run = store().createRun(new NewRun(
                experiment, "ada", "first – run", 1_700_000_000_123L, List.of(new RunTag("a", "1"))));

        assertThat(run.info().runId()).matches("[0-9a-f]{32}");
        assertThat(run.info().runName()).isEqualTo("first – run");
        assertThat(run.info().userId()).isEqualTo("ada");
        assertThat(run.info().status()).isEqualTo(RunStatus.RUNNING);
        assertThat(run.info().startTime()).isEqualTo(1_700_000_000_123L);
        assertThat(run.info().endTime()).isNull();
        assertThat(run.info().experimentId()).isEqualTo(experiment);
        assertThat(run.info().artifactUri())
                .isEqualTo(store().getExperiment(experiment).artifactLocation() + "/"
                        + run.info().runId() + "/artifacts");
        assertThat(run.data().tag("a")).contains("1");
        assertThat(run.data().tag("mlflow.runName")).contains("first – run");
        assertThat(store().getRun(run.info().runId()).info()).isEqualTo(run.info());
    }

    @Test
    void aRunWithoutANameGetsARandomOneInItsRowAndInItsTag() {
        RunInfo run = newRun(newExperiment()).info();
        assertThat(run.runName()).matches("[a-z]+-[a-z]+-\\d{1,4}").hasSizeLessThanOrEqualTo(20);
        assertThat(store().getRun(run.runId()).data().tag("mlflow.runName")).contains(run.runName());
    }

    @Test
    void aRunTakesItsNameFromItsTag() {
        Run run = store().createRun(
                        new NewRun(newExperiment(), "u", null, now(), List.of(new RunTag("mlflow.runName", "tagged"))));
        assertThat(run.info().runName()).isEqualTo("tagged");
    }

    @Test
    void aRunsNameAndItsTagMayNotDiffer() {
        NewRun run = new NewRun(newExperiment(), "u", "one", now(), List.of(new RunTag("mlflow.runName", "other")));
        assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> store().createRun(run));
    }

    @Test
    void aRunNeedsAnExistingExperiment() {
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> newRun("987654321"));
    }

    @Test
    void aRunIsEndedAndRenamed() {
        String id = newRun(newExperiment()).info().runId();
        RunInfo ended = store().updateRun(id, new RunUpdate(RunStatus.FAILED, 1_800_000_000_000L, "later name"));
        assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
        assertThat(ended.endTime()).isEqualTo(1_800_000_000_000L);
        Run read = store().getRun(id);
        assertThat(read.info()).isEqualTo(ended);
        assertThat(read.info().runName()).isEqualTo("later name");
        assertThat(read.data().tag("mlflow.runName")).contains("later name");
    }

    @Test
    void settingTheNameTagRenamesTheRun() {
        String id = newRun(newExperiment()).info().runId();
        store().logBatch(id, Batch.of(new RunTag("mlflow.runName", "by tag")));
        assertThat(store().getRun(id).info().runName()).isEqualTo("by tag");
    }

    @Test
    void aDeletedRunTakesNothingUntilItIsRestored() {
        String id = newRun(newExperiment()).info().runId();
        store().deleteRun(id);
        assertThat(store().getRun(id).info().lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
        assertRefused(
                ErrorCode.INVALID_PARAMETER_VALUE, () -> store().logBatch(id, Batch.of(new Metric("m", 1, now(), 0))));
        assertRefused(
                ErrorCode.INVALID_PARAMETER_VALUE,
                () -> store().updateRun(id, RunUpdate.ended(RunStatus.FINISHED, now())));
        store().restoreRun(id);
        store().logBatch(id, Batch.of(new Metric("m", 1, now(), 0)));
        assertThat(store().getRun(id).data().metric("m")).contains(1.0);
    }

    @Test
    void anUnknownRunIsMissing() {
        String id = UUID.randomUUID().toString().replace("-", "");
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store().getRun(id));
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store().logBatch(id, Batch.of(new Param("p", "1"))));
    }

    // What is logged

    @Test
    void theLatestMetricIsTheGreatestByStepThenTimeThenValue() {
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
    void aMetricsHistoryIsKeptWholeAndComesBackByTimeStepAndValue() {
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
    void loggingAPointTwiceKeepsItOnce() {
        String id = newRun(newExperiment()).info().runId();
        Metric point = new Metric("m", 0.1, 10, 1);
        store().logBatch(id, metrics(point, point));
        store().logBatch(id, metrics(point));
        assertThat(history(id, "m")).containsExactly(point);
    }

    @Test
    void aHistoryIsReadPageByPage() {
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
    void nanIsKeptAndInfinitiesBecomeTheGreatestDoubles() {
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
    void aParamIsWrittenOnceAndTheSameValueAgainIsHarmless() {
        String id = newRun(newExperiment()).info().runId();
        store().logBatch(id, Batch.of(new Param("p", "1")));
        store().logBatch(id, Batch.of(new Param("p", "1")));
        assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> store().logBatch(id, Batch.of(new Param("p", "2"))));
        assertThat(store().getRun(id).data().param("p")).contains("1");
    }

    @Test
    void aBatchWithARefusedParamWritesNoMetric() {
        String id = newRun(newExperiment()).info().runId();
        store().logBatch(id, Batch.of(new Param("p", "1")));
        Batch batch = new Batch(List.of(new Metric("m", 1, 1, 1)), List.of(new Param("p", "2")), List.of());
        assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> store().logBatch(id, batch));
        assertThat(history(id, "m")).isEmpty();
    }

    @Test
    void oneParamKeyTwiceInABatchIsRefused() {
        String id = newRun(newExperiment()).info().runId();
        Batch batch = new Batch(List.of(), List.of(new Param("p", "1"), new Param("p", "1")), List.of());
        assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> store().logBatch(id, batch));
    }

    @Test
    void tagsAreSetChangedAndDeleted() {
        String id = newRun(newExperiment()).info().runId();
        store().logBatch(id, Batch.of(new RunTag("t", "1")));
        store().logBatch(id, new Batch(List.of(), List.of(), List.of(new RunTag("t", "2"), new RunTag("t", "3"))));
        assertThat(store().getRun(id).data().tag("t")).contains("3");
        store().deleteTag(id, "t");
        assertThat(store().getRun(id).data().tag("t")).isEmpty();
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store().deleteTag(id, "t"));
    }

    @Test
    void overlongValuesAreCutAndOverlongKeysRefused() {
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
    void keysThatMlflowRefusesAreRefused() {
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
    void tooLargeBatchesAreRefused() {
        String id = newRun(newExperiment()).info().runId();
        List<Param> params =
                IntStream.range(0, 101).mapToObj(i -> new Param("p" + i, "v")).toList();
        assertRefused(
                ErrorCode.INVALID_PARAMETER_VALUE, () -> store().logBatch(id, new Batch(List.of(), params, List.of())));
    }

    @Test
    void aBatchOfTheLongestParamsAndTagsIsWritten() {
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
    void datasetsComeBackWithTheTagsOfTheirUse() {
        String id = newRun(newExperiment()).info().runId();
        DatasetInput input = new DatasetInput(
                List.of(new InputTag("mlflow.data.context", "training")),
                new Dataset("wine", "abc123", "local", "{\"uri\": \"wine.csv\"}", "{\"columns\": []}", null));
        store().logInputs(id, List.of(input));
        store().logInputs(id, List.of(input));
        assertThat(store().getRun(id).inputs().datasetInputs()).containsExactly(input);
    }

    // Search

    @Test
    void runsAreFoundByMetricsParamsTagsAndAttributes() {
        String experiment = newExperiment();
        String good = run(experiment, "good", 0.9, "1");
        run(experiment, "bad", 0.1, "2");
        assertThat(find(experiment, "metrics.r2 > 0.3")).containsExactly(good);
        assertThat(find(experiment, "metric.`r2` >= 0.9 and params.alpha = '1'"))
                .containsExactly(good);
        assertThat(find(experiment, "params.\"alpha\" != \"2\"")).containsExactly(good);
        assertThat(find(experiment, "tags.name ILIKE 'GO%'")).containsExactly(good);
        assertThat(find(experiment, "tags.name LIKE 'GO%'")).isEmpty();
        assertThat(find(experiment, "attributes.run_name = 'good'")).containsExactly(good);
        assertThat(find(experiment, "run_id IN ('" + good + "', 'x')")).containsExactly(good);
        assertThat(find(experiment, "run_id NOT IN ('" + good + "')")).hasSize(1);
        assertThat(find(experiment, "status = 'RUNNING' AND start_time > 0")).hasSize(2);
        assertThat(find(experiment, "params.missing != '1'")).isEmpty();
    }

    @Test
    void runsWithoutAMetricComeLastWhateverTheOrder() {
        String experiment = newExperiment();
        String low = run(experiment, "low", 0.1, "1");
        String high = run(experiment, "high", 0.9, "1");
        String nan = run(experiment, "nan", Double.NaN, "1");
        String none = newRun(experiment).info().runId();
        assertThat(ordered(experiment, "metrics.r2 DESC")).containsExactly(high, low, nan, none);
        assertThat(ordered(experiment, "metrics.r2")).containsExactly(low, high, nan, none);
    }

    @Test
    void theNewestRunComesFirstUnlessAnOrderIsGiven() {
        String experiment = newExperiment();
        String older = startedAt(experiment, 1_000);
        String newer = startedAt(experiment, 2_000);
        assertThat(find(experiment, "")).containsExactly(newer, older);
        assertThat(ordered(experiment, "start_time ASC")).containsExactly(older, newer);
    }

    @Test
    void theRunsOfExperimentsAreCountedWithTheLastOfEach() {
        String none = newExperiment();
        String one = newExperiment();
        String experiment = newExperiment();
        Run alone = store().createRun(new NewRun(one, "ada", "alone", 5, List.of()));
        Run last = store().createRun(new NewRun(experiment, "ada", "last", 20, List.of()));
        store().createRun(new NewRun(experiment, "ada", "first", 10, List.of()));
        Run deleted = store().createRun(new NewRun(experiment, "ada", "deleted", 30, List.of()));
        store().deleteRun(deleted.info().runId());

        List<RunsOfExperiment> found = store().runsOf(List.of(experiment, none, one));

        assertThat(found).extracting(RunsOfExperiment::experimentId).containsExactly(experiment, none, one);
        assertThat(found).extracting(RunsOfExperiment::last).containsExactly(last.info(), null, alone.info());
        assertThat(found.get(0).count()).isIn(2L, null);
        assertThat(found.get(1).count()).isZero();
        assertThat(found.get(2).count()).isEqualTo(1);
    }

    @Test
    void deletedRunsAreFoundOnlyWhenAskedFor() {
        String experiment = newExperiment();
        String kept = startedAt(experiment, 1);
        String deleted = startedAt(experiment, 2);
        store().deleteRun(deleted);
        assertThat(find(experiment, "")).containsExactly(kept);
        RunSearch search = RunSearch.in(List.of(experiment));
        assertThat(ids(store().searchRuns(search.viewType(ViewType.DELETED_ONLY))))
                .containsExactly(deleted);
        assertThat(ids(store().searchRuns(search.viewType(ViewType.ALL)))).containsExactly(deleted, kept);
    }

    @Test
    void foundRunsAreReadPageByPage() {
        String experiment = newExperiment();
        List<String> newestFirst =
                List.of(startedAt(experiment, 3), startedAt(experiment, 2), startedAt(experiment, 1));
        RunSearch search = RunSearch.in(List.of(experiment)).maxResults(2);
        Page<Run> first = store().searchRuns(search);
        Page<Run> second = store().searchRuns(search.pageToken(first.nextToken().orElseThrow()));
        assertThat(ids(first)).isEqualTo(newestFirst.subList(0, 2));
        assertThat(ids(second)).isEqualTo(newestFirst.subList(2, 3));
        assertThat(second.nextToken()).isEmpty();
    }

    @Test
    void aBadFilterIsRefused() {
        String experiment = newExperiment();
        for (String filter : List.of(
                "metrics.r2 > 'x'", "metrics.r2 LIKE 1", "params.a = 1", "nonsense", "colour.a = '1'", "a = ")) {
            assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> find(experiment, filter));
        }
    }

    // Steps

    protected final String newExperiment() {
        return store().createExperiment(NewExperiment.named(unique("experiment")));
    }

    protected final Run newRun(String experimentId) {
        return store().createRun(new NewRun(experimentId, "tester", null, now(), List.of()));
    }

    private String run(String experiment, String name, double r2, String alpha) {
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

    private String startedAt(String experiment, long start) {
        return store().createRun(new NewRun(experiment, "tester", null, start, List.of()))
                .info()
                .runId();
    }

    private List<String> find(String experiment, String filter) {
        return ids(store().searchRuns(RunSearch.in(List.of(experiment)).filter(filter)));
    }

    private List<String> ordered(String experiment, String... order) {
        return ids(store().searchRuns(RunSearch.in(List.of(experiment)).orderBy(List.of(order))));
    }

    private static List<String> ids(Page<Run> page) {
        return page.items().stream().map(run -> run.info().runId()).toList();
    }

    private List<Metric> history(String runId, String key) {
        return store().getMetricHistory(runId, key, 25_000, null).items();
    }

    private @Nullable Metric latest(String runId) {
        return store().getRun(runId).data().metrics().stream()
                .filter(metric -> metric.key().equals("m"))
                .findFirst()
                .orElse(null);
    }

    private static Batch metrics(Metric... points) {
        return new Batch(List.of(points), List.of(), List.of());
    }

    protected static String unique(String name) {
        return name + " " + UUID.randomUUID();
    }

    protected static long now() {
        return System.currentTimeMillis();
    }

    protected static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(MlflowException.class)
                .satisfies(e -> assertThat(((MlflowException) e).errorCode())
                        .as("code of: %s", e.getMessage())
                        .isEqualTo(code));
    }
}
