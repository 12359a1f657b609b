package org.provenote.tracking.sqlite;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.address.PercentEncoding;

/**
 * Where a store's experiments keep their artifacts when nobody says otherwise: {@code mlruns} beside the database, as
 * MLflow has it when it runs in that folder. Locations are absolute and stay with the experiment for good.
 */
record ArtifactRoot(String uri) {
    /** Two letters or more, as wherever artifacts are looked for: {@code C:} is a drive. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:");

    private static final String FILE = "file://";
    private static final Pattern RELATIVE_FILE =
            Pattern.compile("file:(//[^/?#]*+)?+(?<path>(?!/)[^?#]*)(?<query>.*)", Pattern.DOTALL);

    /** A word that MLflow takes for no folder. */
    private static final String NO_FOLDER = "databricks";

    private static final Pattern BLANKS = Pattern.compile("^[\\x00-\\x20]+");
    private static final Pattern NO_HOST =
            Pattern.compile("(?<scheme>" + SCHEME + ")(//)?(?<path>/(?!/).*)", Pattern.DOTALL);
    private static final Pattern QUERY_OR_FRAGMENT = Pattern.compile("[?#]");

    /** A query or fragment that is empty, which Python leaves out. */
    private static final Pattern NOTHING_ASKED = Pattern.compile("^\\?(?=#|$)|#$");

    static ArtifactRoot beside(Path database) {
        Path parent = database.toAbsolutePath().normalize().getParent();
        Path folder = parent == null ? Path.of("").toAbsolutePath() : parent;
        return new ArtifactRoot(folder.resolve("mlruns").toString());
    }

    /** The location for an experiment that names none. */
    String of(long experimentId) {
        return append(uri, Long.toString(experimentId));
    }

    /** The artifact URI of a run in an experiment at {@code location}. */
    static String ofRun(String location, String runId) {
        return append(location, runId + "/artifacts");
    }

    /** The artifact URI of a logged model in an experiment at {@code location}. */
    static String ofModel(String location, String modelId) {
        return append(location, "models/" + modelId + "/artifacts");
    }

    /** Makes a relative local path absolute, which may be encoded as in a URI, and leaves every other location as it is. */
    static String absolute(String location) {
        Matcher relativeFile = RELATIVE_FILE.matcher(location);
        if (relativeFile.matches()) {
            return FILE
                    + inWorkingFolder(PercentEncoding.decoded(relativeFile.group("path")))
                    + relativeFile.group("query");
        }
        String path = PercentEncoding.decoded(location);
        boolean elsewhere = hasScheme(location) || location.equals(NO_FOLDER) || path.startsWith("/");
        return elsewhere ? location : inWorkingFolder(path);
    }

    /** As Python joins them: {@code .} falls away and {@code ..} stays. */
    private static String inWorkingFolder(String location) {
        try {
            Path joined = Path.of("").toAbsolutePath();
            for (Path part : Path.of(location)) {
                joined = part.toString().equals(".") ? joined : joined.resolve(part);
            }
            return joined.toString();
        } catch (InvalidPathException e) {
            throw MlflowException.invalid("The artifact location cannot be a folder of this machine: " + e.getReason());
        }
    }

    /** Appends to the path of a URI or to a plain path: MLflow's {@code append_to_uri_path}. */
    static String append(String location, String suffix) {
        String uri = hasScheme(location) ? BLANKS.matcher(location).replaceFirst("") : location;
        Matcher scheme = SCHEME.matcher(uri);
        if (!scheme.lookingAt()) {
            return join(uri, suffix);
        }
        Matcher queryOrFragment = QUERY_OR_FRAGMENT.matcher(uri);
        int pathEnd = queryOrFragment.find() ? queryOrFragment.start() : uri.length();
        String path = scheme.group().toLowerCase(Locale.ROOT) + uri.substring(scheme.end(), pathEnd);
        return withoutEmptyHost(join(path, suffix))
                + NOTHING_ASKED.matcher(uri.substring(pathEnd)).replaceAll("");
    }

    /** As Python writes URIs that name no host: with two slashes for it where they are of files, and with none elsewhere. */
    private static String withoutEmptyHost(String uri) {
        Matcher matcher = NO_HOST.matcher(uri);
        if (!matcher.matches()) {
            return uri;
        }
        String scheme = matcher.group("scheme");
        return (FILE.startsWith(scheme) ? FILE : scheme) + matcher.group("path");
    }

    private static String join(String path, String suffix) {
        // What follows two slashes behind a scheme would be a host.
        boolean open = path.endsWith("/") && !path.endsWith("://");
        return path.isEmpty() || open ? path + suffix : path + "/" + suffix;
    }

    private static boolean hasScheme(String uri) {
        return SCHEME.matcher(BLANKS.matcher(uri).replaceFirst("")).lookingAt();
    }
}
