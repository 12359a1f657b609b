package org.provenote.tracking.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;

/** Against a real {@code mlflow server}. */
@Tag("integration")
@ExtendWith(MlflowServer.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerNotebookExperimentsTest extends NotebookExperimentsContract {
    private TrackingStore store;

    @BeforeAll
    void openStore(MlflowServer server) {
        store = new RestStoreProvider().open(server.url());
    }

    @AfterAll
    void close() {
        store.close();
    }

    @Override
    protected TrackingStore store() {
        return store;
    }

    @Test
    void notebooksOfSeveralUsersAtOnePathKeepToThemselves() {
        UUID adas = UUID.randomUUID();
        UUID bobs = UUID.randomUUID();
        String hers = of("a.ipynb", adas);
        String his = of("a.ipynb", bobs);
        String nobodys = of("a.ipynb", null);

        assertThat(List.of(hers, his, nobodys)).doesNotHaveDuplicates();
        assertThat(of("a.ipynb", adas)).isEqualTo(hers);
        assertThat(of("a.ipynb", bobs)).isEqualTo(his);
        assertThat(of("a.ipynb", null)).isEqualTo(nobodys);

        experiments()
                .moved(
                        key("a.ipynb", null).path(),
                        key("b.ipynb", null).path(),
                        path -> Optional.of(key("b.ipynb", adas)));
        assertThat(store.getExperiment(hers).tag(NotebookExperiments.PATH))
                .contains(key("b.ipynb", null).path());
        assertThat(experiments().find(key("a.ipynb", bobs), at -> Occupant.NONE).map(Experiment::experimentId))
                .contains(his);
        assertThat(experiments().trash(key("a.ipynb", UUID.randomUUID()), at -> Occupant.NONE))
                .isEmpty();
    }

    @Test
    void anExperimentInWhichSeveralUsersHaveRunsIsNotTrashedWithTheNotebookOfOne() {
        UUID id = UUID.randomUUID();
        String shared = of("a.ipynb", id);
        runBy("o'hara", shared);
        runBy("o'hara", shared);
        String own = of("b.ipynb", UUID.randomUUID());
        assertThat(experiments().find(key("b.ipynb", null), at -> Occupant.NONE))
                .isEmpty();
        runBy("bob", shared);
        runBy("bob", own);

        assertThatThrownBy(() -> experiments().trash(key("a.ipynb", id), at -> Occupant.NONE))
                .hasMessageContaining("Several users have runs in");
        assertThat(store.getExperiment(shared).lifecycleStage()).isEqualTo(LifecycleStage.ACTIVE);
    }

    /** MLflow's client for Java names nobody, the one for Python {@code unknown}. */
    @Test
    void whatClientsLogForNobodyKeepsNoExperimentOutOfTheTrash() {
        UUID id = UUID.randomUUID();
        String own = of("a.ipynb", id);
        runBy("", own);
        runBy("ada", own);
        runBy("unknown", own);

        assertThat(experiments().trash(key("a.ipynb", id), at -> Occupant.NONE)).contains(own);
    }

    private void runBy(String user, String experiment) {
        store.createRun(new NewRun(experiment, user, null, 1, List.of()));
    }
}
