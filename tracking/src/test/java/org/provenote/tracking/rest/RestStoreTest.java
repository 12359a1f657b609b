package org.provenote.tracking.rest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStoreContract;

/** The contract, against a real {@code mlflow server}. */
@Tag("integration")
@ExtendWith(MlflowServer.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestStoreTest extends TrackingStoreContract {
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
    public TrackingStore store() {
        return store;
    }
}
