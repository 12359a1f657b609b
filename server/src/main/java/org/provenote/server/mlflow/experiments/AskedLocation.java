package org.provenote.server.mlflow.experiments;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.address.PercentEncoding;

/**
 * The checks of a client's {@code artifact_location}: MLflow's {@code _validate_storage_location_uri}. A client must not send
 * this server to a host of its choice.
 */
final class AskedLocation {
    /** Schemes whose storage is at the host that the URI names. */
    private static final Set<String> OF_A_HOST =
            Set.of("ftp", "sftp", "hdfs", "viewfs", "http", "https", "mlflow-artifacts", "r2", "b2", "abfss");

    /** Names of this machine in {@code file:} URIs. */
    private static final Set<String> HERE = Set.of("", ".", "localhost", "127.0.0.1");

    /** Schemes in which what follows a semicolon is a param of the last part; text without a scheme has them too. */
    private static final Set<String> WITH_PARAMS = Set.of("", "ftp", "sftp", "hdfs", "http", "https");

    private static final Pattern URI =
            Pattern.compile("(?s)(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?(?://(?<host>[^/?#]*))?(?<path>[^?#]*)"
                    + "(?:\\?(?<query>[^#]*))?(?:#(?<fragment>.*))?");

    private static final Pattern NOT_READ = Pattern.compile("[\\t\\r\\n]");

    /** Of what is encoded again and again; MLflow's. */
    private static final int DECODED_AT_MOST = 10;

    private AskedLocation() {}

    /**
     * Refuses a location that MLflow's server refuses.
     *
     * @param ownRoot where this server lets artifacts be put, whose host is as good as this one
     */
    static void check(String location, Optional<String> ownRoot) {
        Matcher uri = parsed(location);
        if (has(uri, "fragment") || hasParams(uri)) {
            throw MlflowException.invalid("'artifact_location' URL can't include fragments or params.");
        }
        if (has(uri, "query") && leadsUpwards(uri.group("query"))) {
            throw MlflowException.invalid("Invalid query string");
        }
        if (scheme(uri).equals("file") && !HERE.contains(uri.group("host") == null ? "" : uri.group("host"))) {
            throw MlflowException.invalid("'artifact_location' names a folder of another machine: '" + location
                    + "'; expected a folder of this one, such as file:///data/artifacts.");
        }
        if (isOfAHost(uri)
                && ownRoot.filter(root -> host(parsed(root)).equals(host(uri))).isEmpty()) {
            throw MlflowException.invalid(
                    "'artifact_location' cannot use the '" + scheme(uri) + "' scheme: it names a host"
                            + " other than the one of this server's --default-artifact-root, which alone it connects to.");
        }
    }

    private static Matcher parsed(String uri) {
        // As Python reads addresses: what stands between the letters of a scheme must not hide it.
        Matcher parsed = URI.matcher(
                NOT_READ.matcher(uri.replaceFirst("^[\\x00-\\x20]+", "")).replaceAll(""));
        // The pattern fits any text.
        parsed.matches();
        return parsed;
    }

    private static boolean has(Matcher uri, String part) {
        return uri.group(part) != null && !uri.group(part).isEmpty();
    }

    private static boolean hasParams(Matcher uri) {
        String path = uri.group("path");
        String last = path.substring(path.lastIndexOf('/') + 1);
        int params = last.indexOf(';') + 1;
        return WITH_PARAMS.contains(scheme(uri)) && params > 0 && params < last.length();
    }

    private static boolean isOfAHost(Matcher uri) {
        boolean here = scheme(uri).equals("mlflow-artifacts") && !has(uri, "host");
        return OF_A_HOST.contains(scheme(uri)) && !here;
    }

    private static String scheme(Matcher uri) {
        return uri.group("scheme") == null ? "" : uri.group("scheme").toLowerCase(Locale.ROOT);
    }

    private static String host(Matcher uri) {
        return scheme(uri) + "://" + (has(uri, "host") ? uri.group("host").toLowerCase(Locale.ROOT) : "");
    }

    private static boolean leadsUpwards(String query) {
        String decoded = query;
        for (int i = 0; i < DECODED_AT_MOST && !decoded.contains(".."); i++) {
            decoded = PercentEncoding.decoded(decoded);
        }
        return decoded.contains("..");
    }
}
