package org.provenote.tracking.outbox;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStoreContract;

/** The contract through an outbox before a real {@code mlflow server}, whose runs all begin as records. */
@Tag("integration")
@ExtendWith(MlflowServer.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxBeforeServerTest extends TrackingStoreContract {
    private TrackingStore behind;
    private TrackingStore store;

    @BeforeAll
    void open(MlflowServer server, @TempDir Path folder) {
        behind = new RestStoreProvider().open(server.url());
        store = Outboxes.before(behind, folder.resolve("outbox"));
    }

    @AfterAll
    void close() {
        store.close();
        behind.close();
    }

    @Override
    public TrackingStore store() {
        return store;
    }
}
