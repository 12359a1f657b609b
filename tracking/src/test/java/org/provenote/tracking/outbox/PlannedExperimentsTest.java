package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.notebook.NotebookExperiments;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.ExperimentPlan;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** An experiment names the path of its notebook, which others may have written: only notebooks are opened there. */
class PlannedExperimentsTest {
    private static final String ID = "0b2c1d3e-4f50-4a61-8b72-9c83ad94be05";

    @TempDir
    Path folder;

    @Test
    void aNotebookWithTheSameIdKeepsItsExperiment() throws Exception {
        Files.writeString(folder.resolve("there.ipynb"), ID);
        assertThat(pathAfterDelivery("there.ipynb", "mlflow.db")).isEqualTo("there.ipynb");
    }

    @Test
    void aFileThatIsNoNotebookIsNotOpenedWhateverIsInIt() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), ID);
        assertThat(pathAfterDelivery("notes.txt", "mlflow.db")).isEqualTo("now.ipynb");
    }

    @Test
    void aFolderThatIsCalledLikeANotebookIsNotOpened() throws Exception {
        Files.createDirectory(folder.resolve("folder.ipynb"));
        assertThat(pathAfterDelivery("folder.ipynb", "mlflow.db")).isEqualTo("now.ipynb");
    }

    /** Closed again, it would lose the locks that this process has on it. */
    @Test
    void aDatabaseOfThisProcessIsNotOpenedWhateverItIsCalled() {
        assertThat(pathAfterDelivery("runs.ipynb", "runs.ipynb")).isEqualTo("now.ipynb");
    }

    /** Of the experiment that has the notebook's id and is known by {@code path}, once the notebook runs at another. */
    private String pathAfterDelivery(String path, String database) {
        String uri = TrackingUris.of(folder.resolve(database));
        String experiment;
        // Closed, so that all of it stands in the file.
        try (TrackingStore store = new SqliteStoreProvider().open(uri)) {
            List<ExperimentTag> tags = List.of(
                    new ExperimentTag(NotebookExperiments.PATH, path), new ExperimentTag(NotebookExperiments.ID, ID));
            experiment = store.createExperiment(new NewExperiment("theirs", null, tags));
        }
        try (TrackingStore store = new SqliteStoreProvider().open(uri)) {
            new PlannedExperiments(store, new Arrivals(store, store))
                    .idOf(new ExperimentPlan.OfNotebook(
                            "now.ipynb", Optional.of(ID), folder.toString(), Optional.empty()));
            return store.getExperiment(experiment).tag(NotebookExperiments.PATH).orElseThrow();
        }
    }
}
