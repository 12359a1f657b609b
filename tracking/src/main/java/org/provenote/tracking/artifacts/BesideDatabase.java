package org.provenote.tracking.artifacts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.provenote.tracking.entities.LoggedModelInfo;
import org.provenote.tracking.entities.RunInfo;

/**
 * The artifacts that lie in {@code mlruns} beside a database. Their locations in it are absolute: of a project that was renamed or
 * moved they name folders that are gone, while the files moved along.
 */
public record BesideDatabase(Path database) {
    private static final String FOLDER = "mlruns";

    /** The folder of this machine that a run's artifacts are in. */
    public Optional<Path> folder(RunInfo run) {
        return folder(run.artifactUri(), Path.of(FOLDER, run.experimentId(), run.runId(), "artifacts"));
    }

    /** The folder of this machine that a model's files are in. */
    public Optional<Path> folder(LoggedModelInfo model) {
        return folder(
                model.artifactUri(), Path.of(FOLDER, model.experimentId(), "models", model.modelId(), "artifacts"));
    }

    /** Where an experiment at {@code location} keeps the artifacts of new runs: a folder that is gone is not made anew. */
    public String location(String location, String experimentId) {
        Path place = Path.of(FOLDER, experimentId);
        return ArtifactRepositories.localFolder(location)
                .filter(named -> hasMoved(named, place))
                .map(named -> here(place).toString())
                .orElse(location);
    }

    private Optional<Path> folder(String artifactUri, Path place) {
        return ArtifactRepositories.localFolder(artifactUri).map(named -> hasMoved(named, place) ? here(place) : named);
    }

    /**
     * Whether what is to be in a folder is beside the database, or goes there with all else of its experiment. Only for what a client
     * cannot choose: an experiment may be anywhere, and is taken for another one nowhere.
     */
    private boolean hasMoved(Path named, Path place) {
        return named.endsWith(place)
                && Files.notExists(named)
                && (Files.isDirectory(here(place)) || hasExperimentMoved(named, place));
    }

    /** Decides for a run that has no artifacts yet: one in the old place would have its experiment's later runs there too. */
    private boolean hasExperimentMoved(Path named, Path place) {
        Path experiment = place.subpath(0, 2);
        Path old = named.resolve(place.relativize(experiment)).normalize();
        return Files.notExists(old) && Files.isDirectory(here(experiment));
    }

    private Path here(Path place) {
        return database.toAbsolutePath().normalize().resolveSibling(place);
    }
}
