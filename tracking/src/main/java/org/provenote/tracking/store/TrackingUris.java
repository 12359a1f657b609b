package org.provenote.tracking.store;

import java.nio.file.Files;
import java.nio.file.Path;

/** Tracking URIs of embedded stores. */
public final class TrackingUris {
    private static final String FILE_NAME = "mlflow.db";

    private TrackingUris() {}

    /**
     * The embedded store that a notebook in {@code folder} logs to: the nearest {@code mlflow.db} that exists, from the folder
     * up to {@code root}, else the one at the root, which need not exist yet.
     */
    public static String nearest(Path folder, Path root) {
        for (Path at = folder; at != null && at.startsWith(root); at = at.getParent()) {
            if (Files.isRegularFile(at.resolve(FILE_NAME))) {
                return of(at.resolve(FILE_NAME));
            }
        }
        return of(root.resolve(FILE_NAME));
    }

    /** The URI of a database file, by SQLAlchemy's rule: three slashes, then the path. */
    public static String of(Path file) {
        return "sqlite:///" + file.toAbsolutePath();
    }
}
