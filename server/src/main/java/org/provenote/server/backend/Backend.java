package org.provenote.server.backend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/**
 * The stores behind the server. With a backend store URI there is one; without, each notebook's is the nearest
 * {@code mlflow.db} from its folder up to the Jupyter root.
 */
public final class Backend {
    private static final String SQLITE = "sqlite:///";

    private final Path root;
    private final Optional<String> uri;
    private final ArtifactStore artifacts;

    /** {@code root} is the Jupyter root, {@code uri} the one store, if one is named. */
    public Backend(Path root, Optional<String> uri) {
        this(root, uri, Optional.empty());
    }

    /** As above, with the folder for the artifacts that clients send here. */
    public Backend(Path root, Optional<String> uri, Optional<Path> artifactsDestination) {
        this.root = root.toAbsolutePath().normalize();
        this.uri = uri;
        this.artifacts = new ArtifactStore(artifactsDestination.orElse(this.root.resolve("mlartifacts")));
    }

    /** The artifacts that clients reach through this server. */
    public ArtifactStore artifacts() {
        return artifacts;
    }

    /** The Jupyter root, absolute. */
    public Path root() {
        return root;
    }

    /** The store for clients that name no notebook; made if it is not there. */
    public TrackingStore store() {
        return TrackingStores.open(uriOf(root));
    }

    /** The store for clients that name no notebook, unless there is none yet. */
    public Optional<TrackingStore> existingStore() {
        return existingStoreOf(root);
    }

    /** The store of a notebook in {@code folder}, unless there is none yet. */
    public Optional<TrackingStore> existingStoreOf(Path folder) {
        return Optional.of(uriOf(folder)).filter(Backend::isThere).map(TrackingStores::open);
    }

    private String uriOf(Path folder) {
        return uri.orElseGet(() -> TrackingUris.nearest(folder, root));
    }

    private static boolean isThere(String trackingUri) {
        return !trackingUri.startsWith(SQLITE) || Files.exists(Path.of(trackingUri.substring(SQLITE.length())));
    }
}
