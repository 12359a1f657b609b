package org.provenote.tracking.store;

import java.nio.file.Files;
import java.nio.file.Path;

/** Tracking URIs: which embedded store a notebook uses, and how a URI is shown to people. */
public final class TrackingUris {
    private static final String FILE_NAME = "mlflow.db";

    private TrackingUris() {}

    /**
     * The URI of the nearest existing {@code mlflow.db} from {@code folder} up to {@code root}, else of {@code mlflow.db} in
     * {@code root}, which is not made here. A folder outside the root counts as the root.
     */
    public static String nearest(Path folder, Path root) {
        Path top = root.toAbsolutePath().normalize();
        for (Path at = folder.toAbsolutePath().normalize(); at != null && at.startsWith(top); at = at.getParent()) {
            if (Files.isRegularFile(at.resolve(FILE_NAME))) {
                return of(at.resolve(FILE_NAME));
            }
        }
        return of(top.resolve(FILE_NAME));
    }

    /** The tracking URI of a SQLite file, which MLflow understands too. */
    public static String of(Path file) {
        String path = file.toAbsolutePath().normalize().toString();
        // The only two characters that mean something else in such a URI.
        return "sqlite:///" + path.replace("%", "%25").replace("?", "%3F");
    }

    /**
     * A URI as it may be shown and logged: without user, password and query. Where a URI is so malformed that its password
     * cannot be told from its path, rather too much is left out than too little.
     */
    public static String shown(String uri) {
        return uri.replaceFirst("//.*@", "//").replaceFirst("\\?.*", "");
    }
}
