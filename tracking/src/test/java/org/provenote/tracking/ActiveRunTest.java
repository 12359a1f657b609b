package org.provenote.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.context.RunContext;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

class ActiveRunTest {
    @TempDir
    Path folder;

    private MlflowClient client;
    private ActiveRun run;

    @BeforeEach
    void start() {
        client = new MlflowClient(TrackingUris.of(folder.resolve("mlflow.db")));
        run = new MlflowContext(client).setExperimentId("0").startRun("run");
    }

    @AfterEach
    void close() {
        run.endRun();
        TrackingStores.closeAll();
    }

    @ParameterizedTest
    @NullSource
    @EnumSource(
            value = RunStatus.class,
            names = {"RUNNING", "SCHEDULED"})
    void aRunEndsWithTheStatusOfARunThatHasEnded(RunStatus none) {
        assertThatThrownBy(() -> run.endRun(none))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("FINISHED, FAILED or KILLED")
                .extracting("errorCode")
                .isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE);
        assertThat(run.isEnded()).isFalse();
        assertThat(info().endTime()).isNull();

        run.endRun(RunStatus.KILLED);
        assertThat(info().status()).isEqualTo(RunStatus.KILLED);
    }

    @Test
    void aRunInProgressEndsBeforeItGoesToTheTrash() {
        client.deleteRun(run.getId());
        assertNotInProgress();
        run.close();

        assertThat(info().lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
        assertThat(info().status()).isEqualTo(RunStatus.KILLED);
        assertThat(info().endTime()).isNotNull();
    }

    @Test
    void aRunThatSomebodyElseHasDeletedIsNoLongerInProgressOnceItWasToEndAndEndsAfterItIsBack() {
        client.store().deleteRun(run.getId());
        assertThat(client.store().flush(Duration.ofSeconds(60))).isTrue();
        assertThatThrownBy(() -> run.endRun())
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("in the trash, where its end was not recorded")
                .hasMessageContaining("restoreRun(\"" + run.getId() + "\")");
        assertThat(run.isEnded()).isFalse();
        assertNotInProgress();

        client.restoreRun(run.getId());
        run.endRun();
        assertThat(info().status()).isEqualTo(RunStatus.FINISHED);
    }

    @Test
    void theActiveRunOfAProgramIsTheLastThatIsOpen() {
        ActiveRun nested = new MlflowContext(client).startRun("nested", run.getId());
        assertThat(MlflowContext.activeRun()).isSameAs(nested);
        nested.endRun();
        assertThat(MlflowContext.activeRun()).isSameAs(run);
    }

    @Test
    void whatIsMissingIsNamedAtTheCall() {
        Map<String, Double> hole = new HashMap<>();
        hole.put("acc", null);
        assertMissing("metrics", () -> run.logMetrics(null));
        assertMissing("value of acc", () -> run.logMetrics(hole));
        assertMissing("params", () -> run.logParams(null));
        assertMissing("tags", () -> run.setTags(null));
        assertMissing("datasets", () -> run.logInputs(null));
        assertMissing("localPath", () -> run.logArtifact(null));
        assertMissing("artifactPath", () -> run.logArtifact(folder, null));
        assertMissing("localFolder", () -> run.logArtifacts(null));
        assertMissing("localFile", () -> client.logArtifact(run.getId(), null));
        assertMissing("localDir", () -> client.logArtifacts(run.getId(), null));
    }

    private static void assertMissing(String what, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(MlflowException.class)
                .hasMessage("Missing value for required parameter '" + what + "': it is null");
    }

    /** Other tests may have runs in progress. */
    private void assertNotInProgress() {
        assertThat(RunContext.current().runInProgress(run.getId())).isEmpty();
    }

    private RunInfo info() {
        return client.getRun(run.getId()).info();
    }
}
