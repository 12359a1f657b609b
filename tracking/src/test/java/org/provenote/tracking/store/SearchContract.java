package org.provenote.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunsOfExperiment;
import org.provenote.tracking.entities.ViewType;

/** What every store promises of searches for runs. */
interface SearchContract extends StoreSteps {
    @Test
    default void runsAreFoundByMetricsParamsTagsAndAttributes() {
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
    default void runsWithoutAMetricComeLastWhateverTheOrder() {
        String experiment = newExperiment();
        String low = run(experiment, "low", 0.1, "1");
        String high = run(experiment, "high", 0.9, "1");
        String nan = run(experiment, "nan", Double.NaN, "1");
        String none = newRun(experiment).info().runId();
        assertThat(ordered(experiment, "metrics.r2 DESC")).containsExactly(high, low, nan, none);
        assertThat(ordered(experiment, "metrics.r2")).containsExactly(low, high, nan, none);
    }

    @Test
    default void theNewestRunComesFirstUnlessAnOrderIsGiven() {
        String experiment = newExperiment();
        String older = startedAt(experiment, 1_000);
        String newer = startedAt(experiment, 2_000);
        assertThat(find(experiment, "")).containsExactly(newer, older);
        assertThat(ordered(experiment, "start_time ASC")).containsExactly(older, newer);
    }

    @Test
    default void theRunsOfExperimentsAreCountedWithTheLastOfEach() {
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
    default void deletedRunsAreFoundOnlyWhenAskedFor() {
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
    default void foundRunsAreReadPageByPage() {
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
    default void aBadFilterIsRefused() {
        String experiment = newExperiment();
        for (String filter : List.of(
                "metrics.r2 > 'x'", "metrics.r2 LIKE 1", "params.a = 1", "nonsense", "colour.a = '1'", "a = ")) {
            assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> find(experiment, filter));
        }
    }
}
