package org.provenote.tracking.outbox;

import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.store.StoreProvider;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;

/** Opens {@link #BUFFERED} and a tracking URI: the store of that URI, with an outbox before it. */
public final class OutboxProvider implements StoreProvider {
    @Override
    public boolean supports(String trackingUri) {
        return trackingUri.startsWith(BUFFERED);
    }

    @Override
    public TrackingStore open(String trackingUri) {
        TrackingStore store = TrackingStores.openLater(trackingUri.substring(BUFFERED.length()));
        OutboxFolder folder = store.file()
                .map(OutboxFolder::beside)
                .orElseGet(() -> OutboxFolder.of(store, TrackingEnvironment.ofProcess()));
        return new OutboxStore(store, folder);
    }
}
