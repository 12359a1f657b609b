package org.provenote.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/** The folder that a notebook and its runs lie in, logged whole. */
class PassedOverTest {
    @TempDir
    Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger("provenote");

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord message) {
            said.add(message.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @AfterEach
    void close() {
        logger.removeHandler(handler);
        TrackingStores.closeAll();
    }

    @Test
    void itDoesNotGrowByWhatWasLoggedBeforeAndTheUserHearsOnceWhatIsPassedOver() throws Exception {
        logger.addHandler(handler);
        Files.writeString(folder.resolve("data.csv"), "1,2,3");
        MlflowContext tracking = new MlflowContext(TrackingUris.of(folder.resolve("mlflow.db")));
        ActiveRun run = tracking.startRun("first");
        for (int i = 0; i < 3; i++) {
            run.endRun();
            run = tracking.startRun("again");
            run.logArtifacts(folder);
        }
        MlflowClient client = tracking.getClient();

        assertThat(client.listArtifacts(run.getId())).extracting(FileInfo::path).containsExactly("data.csv");
        assertThat(said)
                .singleElement()
                .asString()
                .contains("mlruns", ".provenote", "mlflow.db", "name it itself")
                .doesNotContain("data.csv");
        run.endRun();
    }

    @Test
    void itDoesNotGrowWhereverInItTheExperimentsKeepTheirArtifacts() throws Exception {
        logger.addHandler(handler);
        Files.writeString(folder.resolve("data.csv"), "1,2,3");
        MlflowContext tracking = new MlflowContext(TrackingUris.of(folder.resolve("mlflow.db")));
        MlflowClient client = tracking.getClient();
        for (String name : List.of("one", "other", "one", "other")) {
            tracking.setExperimentId(client.getExperimentByName(name)
                    .map(Experiment::experimentId)
                    .orElseGet(() -> client.store()
                            .createExperiment(new NewExperiment(
                                    name, folder.resolve("results of " + name).toString(), List.of()))));
            ActiveRun run = tracking.startRun("again");
            run.logArtifacts(folder);
            run.endRun();

            assertThat(client.listArtifacts(run.getId()))
                    .extracting(FileInfo::path)
                    .containsExactly("data.csv");
        }
        assertThat(said).singleElement().asString().contains("results of one");
    }
}
