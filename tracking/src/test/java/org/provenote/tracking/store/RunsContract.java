package org.provenote.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;

/** What every store promises of runs and their life. */
interface RunsContract extends StoreSteps {
    @Test
    default void aRunComesBackAsItWasCreated() {
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
    default void aRunWithoutANameGetsARandomOneInItsRowAndInItsTag() {
        RunInfo run = newRun(newExperiment()).info();
        assertThat(run.runName()).matches("[a-z]+-[a-z]+-\\d{1,4}").hasSizeLessThanOrEqualTo(20);
        assertThat(store().getRun(run.runId()).data().tag("mlflow.runName")).contains(run.runName());
    }

    @Test
    default void aRunTakesItsNameFromItsTag() {
        Run run = store().createRun(
                        new NewRun(newExperiment(), "u", null, now(), List.of(new RunTag("mlflow.runName", "tagged"))));
        assertThat(run.info().runName()).isEqualTo("tagged");
    }

    @Test
    default void aRunsNameAndItsTagMayNotDiffer() {
        NewRun run = new NewRun(newExperiment(), "u", "one", now(), List.of(new RunTag("mlflow.runName", "other")));
        assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> store().createRun(run));
    }

    @Test
    default void aRunNeedsAnExistingExperiment() {
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> newRun("987654321"));
    }

    @Test
    default void aRunIsEndedAndRenamed() {
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
    default void settingTheNameTagRenamesTheRun() {
        String id = newRun(newExperiment()).info().runId();
        store().logBatch(id, Batch.of(new RunTag("mlflow.runName", "by tag")));
        assertThat(store().getRun(id).info().runName()).isEqualTo("by tag");
    }

    @Test
    default void aDeletedRunTakesNothingUntilItIsRestored() {
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
    default void anUnknownRunIsMissing() {
        String id = UUID.randomUUID().toString().replace("-", "");
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store().getRun(id));
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store().logBatch(id, Batch.of(new Param("p", "1"))));
    }
}
