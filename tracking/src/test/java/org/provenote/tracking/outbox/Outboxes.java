package org.provenote.tracking.outbox;

import java.nio.file.Path;
import org.provenote.tracking.store.TrackingStore;

/** Puts outboxes before stores. */
public final class Outboxes {
    private Outboxes() {}

    /**
     * The store with an outbox before it. Closing it drains the outbox and leaves the store open.
     *
     * @param folder where the outboxes of all processes that log to this store lie
     */
    public static TrackingStore before(TrackingStore store, Path folder) {
        return new OutboxStore(store, new OutboxFolder(folder));
    }
}
