package org.provenote.tracking.notebook;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
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
}
