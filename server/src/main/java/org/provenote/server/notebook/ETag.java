package org.provenote.server.notebook;

import java.util.Optional;
import java.util.UUID;
import org.provenote.tracking.store.TrackingStore;

/** A weak ETag of all that a store holds. */
final class ETag {
    /** Revisions count from the opening of a store, so they mean something in one process only. */
    private static final String PROCESS = UUID.randomUUID().toString().substring(0, 8);

    private ETag() {}

    /** Empty where a store cannot tell cheaply whether it has changed. */
    static Optional<String> of(Optional<TrackingStore> store) {
        return store.isEmpty()
                ? Optional.of("W/\"" + PROCESS + "-none\"")
                : store.flatMap(s -> s.revision().map(revision -> of(s, revision)));
    }

    private static String of(TrackingStore store, long revision) {
        return "W/\"" + PROCESS + "-" + Integer.toHexString(store.trackingUri().hashCode()) + "-" + revision + "\"";
    }
}
