package org.provenote.server.backend;

import java.net.URI;
import java.nio.file.Path;
import org.provenote.tracking.artifacts.ArtifactPath;
import org.provenote.tracking.artifacts.ArtifactRepositories;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.TrackingStore;

/**
 * Where artifacts are that clients reach through this server. A run whose artifact URI begins with {@code mlflow-artifacts:}
 * has them below this server's own folder; any other run has them where its store says.
 */
public final class ArtifactStore {
    private static final String PROXIED = "mlflow-artifacts:";

    private final Path destination;

    /** {@code destination} is made when the first artifact comes. */
    public ArtifactStore(Path destination) {
        this.destination = destination.toAbsolutePath().normalize();
    }

    /** Everything that this server keeps, of whatever run. */
    public ArtifactRepository all() {
        return ArtifactRepositories.local(destination.toString());
    }

    /** The artifacts of one run. */
    public ArtifactRepository of(RunInfo run, TrackingStore store) {
        return isKeptHere(run) ? ArtifactRepositories.local(folderOf(run).toString()) : store.artifacts(run);
    }

    private static boolean isKeptHere(RunInfo run) {
        return run.artifactUri().startsWith(PROXIED);
    }

    /** The URI was a client's word once, so it is checked like any other path. */
    private Path folderOf(RunInfo run) {
        String path = URI.create(run.artifactUri()).getPath();
        return destination.resolve(ArtifactPath.checked(path.replaceFirst("^/+", "")));
    }
}
