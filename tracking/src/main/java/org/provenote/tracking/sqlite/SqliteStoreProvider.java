package org.provenote.tracking.sqlite;

import java.nio.file.Path;
import java.util.Optional;
import org.provenote.tracking.store.StoreProvider;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** Opens {@code sqlite:///path} and makes the file, with MLflow's tables, where there is none. */
public final class SqliteStoreProvider implements StoreProvider {
    @Override
    public boolean supports(String trackingUri) {
        return TrackingUris.isOfFile(trackingUri);
    }

    @Override
    public Optional<Path> file(String trackingUri) {
        return Optional.of(SqliteUri.file(trackingUri));
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
