package org.provenote.tracking.notebook;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.rest.RestStoreProvider;
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
}
