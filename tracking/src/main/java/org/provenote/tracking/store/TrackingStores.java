package org.provenote.tracking.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.provenote.tracking.MlflowException;

/** Turns a tracking URI into a store. One store per URI and process, shared by all who ask and closed together. */
public final class TrackingStores {
    private static final Map<String, TrackingStore> OPEN = new LinkedHashMap<>();
    private static ClassLoader implementations = TrackingStores.class.getClassLoader();

    private TrackingStores() {}

    /** Where the providers are found; a notebook kernel keeps them behind a class loader of their own. */
    public static synchronized void loadFrom(ClassLoader loader) {
        implementations = loader;
    }

    /**
     * The store behind {@code trackingUri}.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} if no provider knows the scheme
     */
    public static synchronized TrackingStore open(String trackingUri) {
        TrackingStore open = OPEN.get(trackingUri);
        if (open == null) {
            open = provider(trackingUri).open(trackingUri);
            OPEN.put(trackingUri, open);
        }
        return open;
    }

    /** Closes every store that was opened; a later {@link #open} starts afresh. */
    public static synchronized void closeAll() {
        OPEN.values().forEach(TrackingStore::close);
        OPEN.clear();
    }

    private static StoreProvider provider(String trackingUri) {
        for (StoreProvider provider : ServiceLoader.load(StoreProvider.class, implementations)) {
            if (provider.supports(trackingUri)) {
                return provider;
            }
        }
        throw MlflowException.invalid("No store for the tracking URI '" + trackingUri
                + "': expected sqlite:///path/to/mlflow.db, http(s)://host, databricks or databricks://profile");
    }
}
