package org.provenote.server.backend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.ArtifactFolders;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.files.WritableFile;
import org.provenote.tracking.sqlite.SqliteStore;
import org.provenote.tracking.store.RemoteServer;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/**
 * The stores behind the server. With a backend store URI there is one; without, each notebook's is the nearest
 * {@code mlflow.db} from its folder up to the Jupyter root.
 */
public final class Backend implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("provenote");

    private final Path root;
    private final Optional<String> uri;
    private final ArtifactStore artifacts;
    private final ArtifactFolders artifactFolders;
    private final Optional<String> artifactRoot;
    private @Nullable TrackingStore rooted;
    private volatile boolean tending;
    private volatile boolean ofJupyter;
    private final Set<String> tended = ConcurrentHashMap.newKeySet();

    /** {@code root} is the Jupyter root, {@code uri} the one store, if one is named. */
    public Backend(Path root, Optional<String> uri) {
        this(root, uri, Optional.empty(), Optional.empty());
    }

    /**
     * As above, for artifacts elsewhere than beside the store, unless another server keeps them.
     *
     * @param artifactsDestination the folder for the artifacts that clients send here
     * @param artifactRoot where clients put the artifacts of new experiments; by default they send them here if there is a
     *     folder for them
     */
    public Backend(
            Path root, Optional<String> uri, Optional<Path> artifactsDestination, Optional<String> artifactRoot) {
        this.root = root.toAbsolutePath().normalize();
        this.uri = uri;
        this.artifacts = uri.filter(named -> !TrackingUris.isOfFile(named))
                .map(named -> ArtifactStore.behind(this::store))
                .orElseGet(() -> ArtifactStore.in(artifactsDestination.orElse(this.root.resolve("mlartifacts"))));
        this.artifactFolders = new ArtifactFolders(artifactsDestination.stream().collect(Collectors.toSet()));
        this.artifactRoot = artifactRoot.or(() -> artifactsDestination.map(folder -> ArtifactStore.ROOT));
    }

    /** The artifacts that clients reach through this server. */
    public ArtifactStore artifacts() {
        return artifacts;
    }

    /** Where clients put files by this server. */
    public ArtifactFolders artifactFolders() {
        return artifactFolders;
    }

    /** Where clients put the artifacts of new experiments, if that is not beside the store. */
    public Optional<String> artifactRoot() {
        return artifactRoot;
    }

    /** The Jupyter root, absolute. */
    public Path root() {
        return root;
    }

    /** The store for clients that name no notebook; made if it is not there. */
    public TrackingStore store() {
        String trackingUri = uriOf(root);
        return artifactRoot
                .filter(named -> TrackingUris.isOfFile(trackingUri))
                .map(named -> rooted(trackingUri, named))
                .orElseGet(() -> opened(trackingUri));
    }

    private TrackingStore opened(String trackingUri) {
        TrackingStore store = TrackingStores.open(trackingUri);
        tend(trackingUri);
        return store;
    }

    /** Looks after the outboxes of the stores that are used from now on: what dead kernels left is delivered, their runs ended. */
    public void tendOutboxes() {
        tending = true;
    }

    /** From now on whoever asks is Jupyter, which has looked who wants it and lets them at every file below the root. */
    public void belongToJupyter() {
        ofJupyter = true;
    }

    /** Whether notebooks and folders below the root may be read and written for those who ask. */
    public boolean isOfJupyter() {
        return ofJupyter;
    }

    private void tend(String trackingUri) {
        if (tending && tended.add(trackingUri)) {
            try {
                TrackingStores.openBuffered(trackingUri);
            } catch (MlflowException e) {
                // Such as of a user without a home. The store itself is there, and what is asked of it needs no outbox.
                LOG.log(System.Logger.Level.WARNING, "What dead kernels left is not delivered: " + e.getMessage());
            }
        }
    }

    private synchronized TrackingStore rooted(String trackingUri, String named) {
        TrackingStore open = rooted;
        if (open == null) {
            open = SqliteStore.open(trackingUri, named);
            rooted = open;
            tend(trackingUri);
        }
        return open;
    }

    /** Closes every store that was opened. */
    @Override
    public synchronized void close() {
        if (rooted != null) {
            rooted.close();
        }
        TrackingStores.closeAll();
    }

    /** The store for clients that name no notebook, unless there is none yet. */
    public Optional<TrackingStore> existingStore() {
        return existingStoreOf(root);
    }

    /**
     * Opens the store for clients that name no notebook, if it is there.
     *
     * @throws MlflowException if it cannot be opened, or none could be made
     */
    public void mustWork() {
        if (existingStore().isEmpty()) {
            file().flatMap(WritableFile::obstacle).ifPresent(why -> {
                throw MlflowException.invalid("No tracking database can be made for " + uriOf(root) + ": " + why);
            });
        }
    }

    /** Of the store for clients that name no notebook, there or not yet. It may hold a password. */
    public String trackingUri() {
        return uriOf(root);
    }

    /** The file of the store for clients that name no notebook, there or not yet; empty where runs are kept elsewhere. */
    public Optional<Path> file() {
        return TrackingStores.file(uriOf(root));
    }

    /** The server that this one stands in front of. */
    public Optional<RemoteServer> server() {
        return existingStore().flatMap(TrackingStore::server);
    }

    /** The store of a notebook in {@code folder}, unless there is none yet. */
    public Optional<TrackingStore> existingStoreOf(Path folder) {
        return Optional.of(uriOf(folder)).filter(Backend::isThere).map(this::opened);
    }

    /** The stores of notebooks in {@code folder} and below that lie there themselves, as {@link TrackingUris#below} finds them. */
    public List<TrackingStore> storesBelow(Path folder) {
        return uri.isPresent()
                ? List.of()
                : TrackingUris.below(folder).stream().map(this::opened).toList();
    }

    private static boolean isThere(String trackingUri) {
        return TrackingStores.file(trackingUri).map(Files::exists).orElse(true);
    }

    private String uriOf(Path folder) {
        return uri.orElseGet(() -> TrackingUris.nearest(folder, root));
    }
}
