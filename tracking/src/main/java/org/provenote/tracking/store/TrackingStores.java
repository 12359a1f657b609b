package org.provenote.tracking.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.context.TrackingEnvironment;

/** Turns a tracking URI into a store. One store per URI and process, shared by all who ask and closed together. */
public final class TrackingStores {
    private static final Map<String, TrackingStore> OPEN = Collections.synchronizedMap(new LinkedHashMap<>());

    /** For each URI what is held while its store is opened: a storage that takes long to answer keeps nobody from another. */
    private static final Map<String, Object> OPENING = new ConcurrentHashMap<>();

    private static volatile boolean closedByProgram;

    private static volatile ClassLoader implementations = TrackingStores.class.getClassLoader();

    private TrackingStores() {}

    /** Where the providers are found; a notebook kernel keeps them behind a class loader of their own. */
    public static void loadFrom(ClassLoader loader) {
        implementations = loader;
    }

    /**
     * The store behind {@code trackingUri}.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} if no provider knows the scheme
     */
    public static TrackingStore open(String trackingUri) {
        return opened(trackingUri, StoreProvider::open);
    }

    /**
     * The file that {@link #open} opens for {@code trackingUri}, or makes; empty where runs are kept elsewhere.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} if no provider knows the scheme, or the URI names no file
     */
    public static Optional<Path> file(String trackingUri) {
        TrackingStore open = OPEN.get(trackingUri);
        return open != null ? open.file() : provider(trackingUri).file(trackingUri);
    }

    /** As {@link #open}, for who can go on while the storage cannot be opened: see {@link StoreProvider#openLater}. */
    public static TrackingStore openLater(String trackingUri) {
        return opened(trackingUri, StoreProvider::openLater);
    }

    /**
     * For a program that calls {@link #closeAll} itself as it ends, however it ends, once nobody uses the stores any more: their
     * outboxes leave them open until then. In any other they empty themselves, and leave their stores at rest, in a shutdown hook.
     */
    public static void leaveClosingToProgram() {
        closedByProgram = true;
    }

    /** Whether {@link #leaveClosingToProgram} was called. */
    public static boolean areClosedByProgram() {
        return closedByProgram;
    }

    private static TrackingStore opened(String trackingUri, BiFunction<StoreProvider, String, TrackingStore> opening) {
        TrackingStore open = OPEN.get(trackingUri);
        if (open != null) {
            return open;
        }
        synchronized (OPENING.computeIfAbsent(trackingUri, uri -> new Object())) {
            TrackingStore meanwhile = OPEN.get(trackingUri);
            if (meanwhile != null) {
                return meanwhile;
            }
            TrackingStore store = opening.apply(provider(trackingUri), trackingUri);
            OPEN.put(trackingUri, store);
            return store;
        }
    }

    /**
     * The store behind {@code trackingUri}, with an outbox before it: log calls return at once, safe from the death of this
     * process, and are delivered in the background; every other call first waits, within a bound, for what was logged
     * before. With {@code PROVENOTE_OUTBOX=off} in the environment, the same as {@link #open}.
     */
    public static TrackingStore openBuffered(String trackingUri) {
        return TrackingEnvironment.ofProcess().outbox()
                ? open(StoreProvider.BUFFERED + trackingUri)
                : open(trackingUri);
    }

    /** Closes every store that was opened; a later {@link #open} starts afresh. Runs that are still open end as {@code KILLED}. */
    public static void closeAll() {
        List<TrackingStore> stores;
        synchronized (OPEN) {
            stores = new ArrayList<>(OPEN.values());
            OPEN.clear();
        }
        // An outbox was opened after the store that it delivers to.
        Collections.reverse(stores);
        stores.forEach(TrackingStore::close);
    }

    private static StoreProvider provider(String trackingUri) {
        for (StoreProvider provider : ServiceLoader.load(StoreProvider.class, implementations)) {
            if (provider.supports(trackingUri)) {
                return provider;
            }
        }
        throw MlflowException.invalid("No store for the tracking URI '" + TrackingUris.shown(trackingUri)
                + "': expected sqlite:///path/to/mlflow.db, http(s)://host, databricks or databricks://profile"
                + meant(trackingUri));
    }

    /** MLflow takes a folder of files, or a path to one, as a store too; and a path is easily taken for a URI. */
    private static String meant(String trackingUri) {
        String path = TrackingUris.shown(trackingUri).replaceFirst("^file:(//)?", "");
        if (path.matches("(?s)[^/]*:.*")) {
            return "";
        }
        return path.endsWith(".db")
                ? ". Did you mean sqlite:///" + path + "?"
                : ". MLflow's folders of files are not read: its 'mlflow migrate-filestore' makes a database of one";
    }
}
