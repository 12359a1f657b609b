package org.provenote.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.provenote.tracking.MlflowException.ErrorCode;
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
    void aRunThatCouldNotBeEndedCanBeEndedLater() {
        client.deleteRun(run.getId());
        client.store().flush(Duration.ofSeconds(5));
        assertThatThrownBy(() -> run.endRun()).isInstanceOf(MlflowException.class);
        assertThat(run.isEnded()).isFalse();

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

    private RunInfo info() {
        return client.getRun(run.getId()).info();
    }
}
