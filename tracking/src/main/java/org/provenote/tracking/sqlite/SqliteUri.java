package org.provenote.tracking.sqlite;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.address.PercentEncoding;
import org.provenote.tracking.store.TrackingUris;

/**
 * A tracking URI of the embedded store, read as MLflow's SQLAlchemy reads it: {@code sqlite:///} and a path, relative or
 * absolute; {@code %20} and the like stand for the characters, and what follows a {@code ?} is no part of the path.
 */
final class SqliteUri {
    private static final String PREFIX = "sqlite:///";

    private SqliteUri() {}

    /** The file that a URI names; relative ones are taken from the working folder. */
    static Path file(String uri) {
        String named = withoutQuery(uri);
        if (!named.toLowerCase(Locale.ROOT).startsWith(PREFIX) || named.length() == PREFIX.length()) {
            throw MlflowException.invalid("The tracking URI '" + TrackingUris.shown(uri)
                    + "' names no file: expected sqlite:///relative/mlflow.db or sqlite:////absolute/mlflow.db");
        }
        return path(uri, named.substring(PREFIX.length()));
    }

    /** The URI as far as it names the file; the rest may be a secret. */
    static String withoutQuery(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static Path path(String uri, String written) {
        try {
            Path decoded = Path.of(PercentEncoding.decoded(written)).toAbsolutePath();
            Path literal = Path.of(written).toAbsolutePath();
            // SQLAlchemy before 2.1 took the text as it stands; a file that it made is still found.
            return Files.exists(literal) && !Files.exists(decoded) ? literal : decoded;
        } catch (InvalidPathException e) {
            throw MlflowException.invalid(
                    "The tracking URI '" + TrackingUris.shown(uri) + "' names no file: " + e.getReason());
        }
    }
}
