package org.provenote.server.backend;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.address.PercentEncoding;
import org.provenote.tracking.artifacts.Abandoned;
import org.provenote.tracking.artifacts.ArtifactRepositories;
import org.provenote.tracking.artifacts.BesideDatabase;
import org.provenote.tracking.entities.LoggedModelInfo;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.TrackingStore;

/**
 * Where artifacts are that clients reach through this server: what is at an {@code mlflow-artifacts:} URI, or at
 * its address, below this server's own folder, or, in front of another server, there; anything else where its store says.
 */
public final class ArtifactStore {
    /** What a server passes on, and the address by which it does so. As in MLflow, any server's is taken for this one's. */
    private static final Pattern PROXIED = Pattern.compile("(?s)(mlflow-artifacts:(//[^/?#]*)?"
            + "|https?://[^?#]*?/api/2\\.0/mlflow-artifacts/artifacts/)/*(?<path>[^?#]*)([?#].*)?");

    /** What another server passes on: at an address of its own it finds the artifacts by the run. */
    private static final Pattern PROXIED_ELSEWHERE = Pattern.compile("(?s)mlflow-artifacts:.*");

    /** Everything that this server passes on, of whatever run. */
    static final String ROOT = "mlflow-artifacts:/";

    private final Pattern passedOn;
    private final Function<String, ArtifactRepository> proxied;
    private final Optional<Path> folder;

    private ArtifactStore(Pattern passedOn, Optional<Path> folder, Function<String, ArtifactRepository> proxied) {
        this.passedOn = passedOn;
        this.folder = folder;
        this.proxied = proxied;
    }

    /** Artifacts in a folder, which is made when the first one comes. */
    static ArtifactStore in(Path destination) {
        Path root = destination.toAbsolutePath().normalize();
        return new ArtifactStore(PROXIED, Optional.of(root), uri -> below(root, uri));
    }

    /** Artifacts that another server keeps. */
    static ArtifactStore behind(Supplier<TrackingStore> server) {
        return new ArtifactStore(
                PROXIED_ELSEWHERE, Optional.empty(), uri -> server.get().artifactsAt(uri));
    }

    /** Removes in the background what uploads to this server left that were killed on their way. */
    public void removeAbandoned() {
        folder.ifPresent(own -> {
            Thread removal = new Thread(() -> Abandoned.remove(own), "abandoned uploads");
            removal.setDaemon(true);
            removal.setPriority(Thread.MIN_PRIORITY);
            removal.start();
        });
    }

    /** Everything that this server passes on, of whatever run. */
    public ArtifactRepository all() {
        return proxied.apply(ROOT);
    }

    /** The artifacts of one run. */
    public ArtifactRepository of(RunInfo run, TrackingStore store) {
        return at(run.artifactUri(), store, beside -> beside.folder(run), () -> store.artifacts(run));
    }

    /** The files of one logged model. */
    public ArtifactRepository of(LoggedModelInfo model, TrackingStore store) {
        return at(
                model.artifactUri(),
                store,
                beside -> beside.folder(model),
                () -> store.loggedModels().artifacts(model));
    }

    private ArtifactRepository at(
            String artifactUri,
            TrackingStore store,
            Function<BesideDatabase, Optional<Path>> itsFolder,
            Supplier<ArtifactRepository> itsStores) {
        if (passedOn.matcher(artifactUri).matches()) {
            return proxied.apply(artifactUri);
        }
        return store.file()
                .flatMap(file -> itsFolder.apply(new BesideDatabase(file)))
                .map(folder -> ArtifactRepositories.below(folder, ""))
                .orElseGet(itsStores);
    }

    /** The URI was a client's word once, so it is checked like any other path. */
    private static ArtifactRepository below(Path root, String artifactUri) {
        Matcher uri = PROXIED.matcher(artifactUri);
        if (!uri.matches()) {
            throw MlflowException.invalid("Invalid artifact URI: '" + artifactUri + "'");
        }
        return ArtifactRepositories.below(root, PercentEncoding.decoded(uri.group("path")));
    }
}
