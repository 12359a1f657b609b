package org.provenote.tracking.rest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.store.ArtifactsContract;
import org.provenote.tracking.store.TrackingStore;

/** The contract through the proxy of a real {@code mlflow server}. */
@Tag("integration")
@ExtendWith(MlflowServer.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerArtifactsTest extends ArtifactsContract {
    private TrackingStore store;

    @BeforeAll
    void open(MlflowServer server) {
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

    /** MLflow's server refuses {@code #}, {@code ;} and {@code %20} in names. */
    @Override
    protected String awkwardName() {
        return "häßlich 'name' (1).bin";
    }
}
