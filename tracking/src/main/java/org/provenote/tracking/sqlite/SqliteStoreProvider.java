package org.provenote.tracking.sqlite;

import org.provenote.tracking.store.StoreProvider;
import org.provenote.tracking.store.TrackingStore;

/** Opens {@code sqlite:///path} and makes the file, with MLflow's tables, where there is none. */
public final class SqliteStoreProvider implements StoreProvider {
    @Override
    public boolean supports(String trackingUri) {
        return SqliteUri.is(trackingUri);
    }

    @Override
    public TrackingStore open(String trackingUri) {
        return SqliteStore.open(trackingUri);
    }

    @Override
    public TrackingStore openLater(String trackingUri) {
        return SqliteStore.openLater(trackingUri);
    }
}
