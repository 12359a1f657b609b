package org.provenote.tracking.store;

/** Opens stores for the tracking URIs of one scheme; found by {@link java.util.ServiceLoader}. */
public interface StoreProvider {

    /** Whether this provider opens {@code trackingUri}. */
    boolean supports(String trackingUri);

    /** Opens the store, making it where the scheme allows. */
    TrackingStore open(String trackingUri);
}
