package org.provenote.tracking.files;

import java.nio.file.Path;
import java.util.Set;

/** What trackers, this one and MLflow, write beside notebooks and programs, known by its name: runs, and no result of one. */
public final class TrackerFiles {
    private static final String DATABASE = "mlflow.db";

    private static final Set<String> NAMES = Set.of(DATABASE, "mlruns", "mlartifacts", ".provenote");

    private TrackerFiles() {}

    /** Whether a file or folder of this name is one. */
    public static boolean include(Path file) {
        String name = String.valueOf(file.getFileName());
        // SQLite's own files, logs of a file that was replaced, and databases that were set aside as damaged
        return NAMES.contains(name) || name.startsWith(DATABASE + "-") || name.startsWith(DATABASE + ".corrupt-");
    }
}
