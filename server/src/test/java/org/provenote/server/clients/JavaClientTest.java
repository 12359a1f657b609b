package org.provenote.server.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.ActiveRun;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowContext;
import org.mlflow.tracking.MlflowHttpException;
import org.provenote.server.ServedFolder;

/** The official {@code org.mlflow:mlflow-client}. */
class JavaClientTest {
    @TempDir
    Path folder;

    @Test
    void theContextRecordsRuns() throws Exception {
        try (ServedFolder server = ServedFolder.in(folder);
                MlflowClient client = new MlflowClient(server.uri())) {
            String experiment = client.createExperiment("by java");
            MlflowContext context = new MlflowContext(client).setExperimentName("by java");
            ActiveRun run = context.startRun("run");
            run.logParam("alpha", "0.5");
            run.logMetric("loss", 0.25, 3);
            run.setTag("colour", "red");
            ActiveRun child = context.startRun("child", run.getId());
            child.endRun(Service.RunStatus.FAILED);
            run.endRun();

            Service.Run read = client.getRun(run.getId());
            assertThat(read.getInfo().getStatus()).isEqualTo(Service.RunStatus.FINISHED);
            assertThat(read.getInfo().getExperimentId()).isEqualTo(experiment);
            assertThat(read.getData().getParamsList())
                    .extracting(Service.Param::getValue)
                    .containsExactly("0.5");
            assertThat(read.getData().getMetricsList())
                    .extracting(Service.Metric::getStep)
                    .containsExactly(3L);
            assertThat(client.getRun(child.getId()).getData().getTagsList())
                    .anySatisfy(tag -> assertThat(tag.getValue()).isEqualTo(run.getId()));
        }
    }

    @Test
    void oneLineLogsIntoTheExperimentOfANotebook() throws Exception {
        // In a notebook, new MlflowContext() is ours and has that experiment.
        var ours = new org.provenote.tracking.MlflowContext("sqlite:///" + folder.resolve("mlflow.db"));
        ours.setExperimentId(ours.getClient().createExperiment("first-run"));
        try (ServedFolder server = ServedFolder.in(folder)) {
            var official = new MlflowContext(new MlflowClient(server.uri())).setExperimentId(ours.getExperimentId());
            official.startRun("by the official client").endRun();

            assertThat(ours.getClient().searchRuns(List.of(ours.getExperimentId()), ""))
                    .extracting(run -> run.runName())
                    .containsExactly("by the official client");
        }
    }

    @Test
    void theClientReadsChangesAndSearches() throws Exception {
        try (ServedFolder server = ServedFolder.in(folder);
                MlflowClient client = new MlflowClient(server.uri())) {
            String experiment = client.createExperiment("by java");
            String run = client.createRun(experiment).getRunId();
            client.logMetric(run, "r2", 0.9, 1_700_000_000_000L, 7);
            client.logBatch(
                    run,
                    List.of(Service.Metric.newBuilder()
                            .setKey("m")
                            .setValue(1)
                            .setTimestamp(5)
                            .setStep(2)
                            .build()),
                    List.of(Service.Param.newBuilder().setKey("p").setValue("x").build()),
                    List.of(Service.RunTag.newBuilder()
                            .setKey("t")
                            .setValue("y")
                            .build()));
            client.setTerminated(run);

            assertThat(client.getMetricHistory(run, "r2"))
                    .extracting(Service.Metric::getTimestamp)
                    .containsExactly(1_700_000_000_000L);
            assertThat(client.searchRuns(List.of(experiment), "metrics.r2 > 0.3"))
                    .extracting(Service.RunInfo::getRunId)
                    .containsExactly(run);
            assertThat(client.searchRuns(List.of(experiment), "metrics.r2 > 0.95"))
                    .isEmpty();
            client.renameExperiment(experiment, "renamed");
            assertThat(client.getExperimentByName("renamed")).isPresent();
            client.deleteRun(run);
            client.restoreRun(run);
            client.deleteTag(run, "t");
            assertThat(client.searchExperiments("name = 'renamed'").getItems()).hasSize(1);
        }
    }

    @Test
    void itReadsOurErrorsAsMlflows() throws Exception {
        try (ServedFolder server = ServedFolder.in(folder);
                MlflowClient client = new MlflowClient(server.uri())) {
            assertThatThrownBy(() -> client.getRun("nope"))
                    .isInstanceOf(MlflowHttpException.class)
                    .satisfies(e -> assertThat(((MlflowHttpException) e).getBodyMessage())
                            .contains("RESOURCE_DOES_NOT_EXIST"));
            assertThat(client.getExperimentByName("nope")).isEmpty();
        }
    }
}
