package org.provenote.tracking.artifacts;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.TrackingUris;

/** Turns an artifact URI into a repository. */
public final class ArtifactRepositories {
    /** Two letters or more, so that {@code C:\runs} is a path. */
    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]+):");

    private static final Pattern FILE = Pattern.compile(
            "file:(?://(?:localhost|127\\.0\\.0\\.1)?(?=/))?(/(?!/)[^?#]*)(?:\\?[^#]*)?", Pattern.CASE_INSENSITIVE);

    private ArtifactRepositories() {}

    /**
     * The artifacts in a folder of this machine, by path or {@code file:} URI.
     *
     * @throws MlflowException {@code NOT_IMPLEMENTED} for any other URI, with what to do about it
     */
    public static ArtifactRepository local(String artifactUri) {
        return new LocalArtifacts(localFolder(artifactUri).orElseThrow(() -> elsewhere(artifactUri)));
    }

    /** The artifacts in a folder of this machine. */
    public static ArtifactRepository in(Path folder) {
        return new LocalArtifacts(folder);
    }

    /**
     * The artifacts at a path below a folder of this machine, which no link on the way there may lead out of, for somebody who is
     * elsewhere: what goes wrong is told without the folder.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} for a path that leaves the folder
     */
    public static ArtifactRepository below(Path folder, String path) {
        return new LocalArtifacts(folder, ArtifactPath.checked(path));
    }

    /** The folder of this machine that an artifact URI names, if it names one. */
    public static Optional<Path> localFolder(String artifactUri) {
        try {
            Matcher file = FILE.matcher(artifactUri);
            // A query is no part of a folder's name, as to MLflow; a fragment no location has.
            if (file.matches()) {
                return Optional.of(
                        Path.of(URLDecoder.decode(file.group(1).replace("+", "%2B"), StandardCharsets.UTF_8)));
            }
            boolean path = !SCHEME.matcher(artifactUri).find() && !artifactUri.isEmpty();
            return path ? Optional.of(Path.of(artifactUri)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What to tell who asks for artifacts that this client cannot reach. */
    public static MlflowException elsewhere(String artifactUri) {
        Matcher scheme = SCHEME.matcher(artifactUri);
        String name = scheme.find() ? scheme.group(1).toLowerCase(Locale.ROOT) : "";
        String shown = TrackingUris.shownLocation(artifactUri);
        return new MlflowException(
                ErrorCode.NOT_IMPLEMENTED,
                switch (name) {
                    case "mlflow-artifacts" ->
                        "The artifacts at '" + shown
                                + "' are kept by an MLflow server; set MLFLOW_TRACKING_URI to"
                                + " the address of that server to reach them";
                    case "s3", "gs", "wasbs", "abfss", "hdfs", "dbfs", "r2", "ftp", "sftp", "viewfs" ->
                        "The artifacts at '" + shown
                                + "' are in a storage that this client does not talk to itself;"
                                + " track through an MLflow server that passes artifacts on (mlflow server"
                                + " --artifacts-destination " + name
                                + "://…). Params, metrics and tags are not affected";
                    default ->
                        "No way to the artifacts at '" + shown
                                + "': expected a folder, a file: URI, or mlflow-artifacts: of the tracking server";
                });
    }
}
