package org.provenote.tracking.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

class SqliteNotebookExperimentsTest extends NotebookExperimentsContract {
    @TempDir
    Path folder;

    private TrackingStore store;

    @BeforeEach
    void openStore() {
        store = TrackingStores.open(TrackingUris.of(folder.resolve("mlflow.db")));
    }

    @AfterEach
    void close() {
        TrackingStores.closeAll();
    }

    @Override
    protected TrackingStore store() {
        return store;
    }

    @Test
    void aRunWithoutTheIdStillFindsTheExperimentByPath() {
        UUID id = UUID.randomUUID();
        String made = of("a.ipynb", id);

        assertThat(of("a.ipynb", null)).isEqualTo(made);
    }

    @Test
    void anExperimentInWhichSeveralUsersHaveRunsGoesToTheTrashWithTheOneNotebookThatTheyShare() {
        UUID id = UUID.randomUUID();
        String shared = of("a.ipynb", id);
        store.createRun(new NewRun(shared, "ada", null, 1, List.of()));
        store.createRun(new NewRun(shared, "bob", null, 1, List.of()));

        assertThat(experiments().trash(key("a.ipynb", id), at -> Occupant.NONE)).contains(shared);
        assertThat(store.getExperiment(shared).lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
    }

    @Test
    void anExperimentWhoseNotebookAnotherReplacedIsThatPathsNoMore() {
        String first = of("a.ipynb", UUID.randomUUID());

        of("a.ipynb", UUID.randomUUID());

        assertThat(store.getExperiment(first).tag(NotebookExperiments.PATH)).isEmpty();
    }
}
