package org.provenote.tracking.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.Java;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.ExperimentPlan;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/** What the program around the runs is told. */
class RunContextTest {
    @TempDir
    Path folder;

    private final RunContextProvider before = RunContext.current();

    @AfterEach
    void close() {
        RunContext.use(before);
        TrackingStores.closeAll();
    }

    @Test
    void theEndOfARunIsRecordedBeforeANotebookRecordsTheRest() {
        List<RunStatus> seen = new CopyOnWriteArrayList<>();
        String uri = TrackingUris.of(folder.resolve("mlflow.db"));
        RunContext.use(new Notebook(before, uri, seen));
        new MlflowContext(uri).startRun("r").endRun();
        assertThat(seen).containsExactly(RunStatus.FINISHED);
    }

    @Test
    void aProgramStartedFromItsSourceIsCalledByItsFile() throws Exception {
        Files.writeString(folder.resolve("Train.java"), """
                import org.provenote.tracking.MlflowContext;

                class Train {
                    public static void main(String[] arguments) {
                        new MlflowContext().startRun("r").endRun();
                    }
                }
                """);
        ProcessBuilder program = new ProcessBuilder(
                        Java.command("-cp", System.getProperty("java.class.path"), "Train.java", "0.1"))
                .directory(folder.toFile())
                .inheritIO();
        program.environment().remove("MLFLOW_TRACKING_URI");
        assertThat(program.start().waitFor()).isZero();

        MlflowClient client = new MlflowClient(TrackingUris.of(folder.resolve("mlflow.db")));
        assertThat(client.streamRuns(RunSearch.in(List.of("0"))).toList())
                .singleElement()
                .satisfies(
                        run -> assertThat(run.data().tag("mlflow.source.name")).contains("Train.java"));
    }

    private record Notebook(RunContextProvider program, String uri, List<RunStatus> seen)
            implements RunContextProvider {
        @Override
        public String trackingUri() {
            return program.trackingUri();
        }

        @Override
        public String experimentId(MlflowClient client) {
            return program.experimentId(client);
        }

        @Override
        public ExperimentPlan experimentPlan() {
            return program.experimentPlan();
        }

        @Override
        public Map<String, String> tags() {
            return program.tags();
        }

        @Override
        public void ended(String runId, RunStatus status) {
            seen.add(new MlflowClient(uri).getRun(runId).info().status());
        }
    }
}
