package org.provenote.tracking.store;

import java.nio.file.Path;
import java.util.Optional;

/** Opens stores for the tracking URIs of one scheme; found by {@link java.util.ServiceLoader}. */
public interface StoreProvider {
    /** Before a tracking URI, asks for an outbox before its store. */
    String BUFFERED = "buffered:";

    /** Whether this provider opens {@code trackingUri}. */
    boolean supports(String trackingUri);

    /** Opens the store, making it where the scheme allows. */
    TrackingStore open(String trackingUri);

    /** The file that {@link #open} opens, or makes; empty where runs are kept elsewhere. */
    default Optional<Path> file(String trackingUri) {
        return Optional.empty();
    }

    /**
     * As {@link #open}, but trouble with the storage is no reason to fail: the store opens when it can, and until then its
     * calls throw {@link org.provenote.tracking.StorageException}.
     */
    default TrackingStore openLater(String trackingUri) {
        return open(trackingUri);
    }
}
