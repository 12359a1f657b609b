package org.provenote.server.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.server.backend.Backend;
import org.provenote.tracking.store.TrackingStores;
import picocli.CommandLine.Option;

/** The options that say which store. */
public final class StoreOptions {
    @Option(
            names = "--backend-store-uri",
            paramLabel = "URI",
            description =
                    "Where the runs are: sqlite:///path/to/mlflow.db, or https://host of an MLflow server to stand"
                            + " in front of. Default: MLFLOW_TRACKING_URI, else the nearest mlflow.db.")
    private @Nullable String backendStoreUri;

    @Option(
            names = "--root",
            paramLabel = "FOLDER",
            description = "The Jupyter root, to which notebook paths are relative. Default: the current folder.")
    private Path root = Path.of("");

    /** The backend that these options and the process's environment name. */
    public Backend backend() {
        return backend(ServerEnvironment.ofProcess());
    }

    public Backend backend(ServerEnvironment environment) {
        return backend(environment, Optional.empty(), Optional.empty());
    }

    /** The one store, if one is named. */
    public Optional<String> uri(ServerEnvironment environment) {
        return Optional.ofNullable(backendStoreUri).or(environment::trackingUri);
    }

    public Backend backend(
            ServerEnvironment environment, Optional<Path> artifactsDestination, Optional<String> artifactRoot) {
        if (!Files.isDirectory(root)) {
            throw new CannotStart("there is no folder " + root + " to be the root: name an existing one with --root");
        }
        Optional<String> uri = uri(environment);
        if ((artifactsDestination.isPresent() || artifactRoot.isPresent())
                // Which refuses a URI of no store that there is.
                && uri.filter(named -> TrackingStores.file(named).isEmpty()).isPresent()) {
            throw new CannotStart("In front of another server its artifacts stay there: give no"
                    + " --artifacts-destination and no --default-artifact-root.");
        }
        artifactsDestination.filter(StoreOptions::isAddress).ifPresent(address -> {
            throw new CannotStart(
                    "--artifacts-destination is a folder of this machine, and " + address
                            + " is an address: give a storage's as --default-artifact-root, to which clients then send files themselves");
        });
        artifactsDestination.filter(Files::isRegularFile).ifPresent(file -> {
            throw new CannotStart("--artifacts-destination is a folder, and " + file + " is a file");
        });
        return new Backend(root, uri, artifactsDestination, artifactRoot);
    }

    /** Such as {@code s3://bucket/folder}, of which a path has one slash less. One letter is a drive's. */
    private static boolean isAddress(Path destination) {
        return destination.toString().matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
    }
}
