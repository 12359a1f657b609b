package org.provenote.tracking.rest;

import java.util.Locale;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.store.StoreProvider;
import org.provenote.tracking.store.TrackingStore;

/** Opens {@code http(s)://host}, {@code databricks} and {@code databricks://profile}. Sends nothing yet. */
public final class RestStoreProvider implements StoreProvider {
    private static final String DATABRICKS = "databricks";

    @Override
    public boolean supports(String trackingUri) {
        String uri = trackingUri.toLowerCase(Locale.ROOT);
        return uri.startsWith("http://") || uri.startsWith("https://") || isDatabricks(uri);
    }

    @Override
    public TrackingStore open(String trackingUri) {
        return open(trackingUri, TrackingEnvironment.ofProcess());
    }

    static TrackingStore open(String trackingUri, TrackingEnvironment environment) {
        Endpoint endpoint = isDatabricks(trackingUri.toLowerCase(Locale.ROOT))
                ? Databricks.endpoint(trackingUri, environment)
                : Endpoint.at(trackingUri, environment);
        return new RestStore(new Http(endpoint, environment));
    }

    private static boolean isDatabricks(String uri) {
        return uri.equals(DATABRICKS) || uri.startsWith(DATABRICKS + "://");
    }
}
