package org.provenote.tracking.sqlite;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStoreContract;
import org.provenote.tracking.store.TrackingUris;

/** The contract, on a real file in a folder with an awkward name. */
class SqliteStoreTest extends TrackingStoreContract {
    @TempDir
    Path folder;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(TrackingUris.of(folder.resolve("a b%20 'ü' ?#/mlflow.db")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected TrackingStore store() {
        return store;
    }
}
