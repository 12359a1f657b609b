package org.provenote.tracking.files;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What trackers, this one and MLflow, write beside notebooks and programs, known by its name: runs, and no result of one. */
public final class TrackerFiles {
    private static final String DATABASE = "mlflow.db";

    private static final Set<String> NAMES = Set.of(DATABASE, "mlruns", "mlartifacts", ".provenote");

    /** Of a run, a logged model or a trace: whatever folder an experiment's artifacts go to, each has one of its id there. */
    private static final Pattern ID = Pattern.compile("(m-|tr-)?[0-9a-f]{32}");

    private TrackerFiles() {}

    /** Whether a file or folder of this name is one, or a folder of artifacts by its name and that of the folder that it is in. */
    public static boolean include(Path file) {
        String name = String.valueOf(file.getFileName());
        // SQLite's own files, logs of a file that was replaced, and databases that were set aside as damaged
        return NAMES.contains(name)
                || name.startsWith(DATABASE + "-")
                || name.startsWith(DATABASE + ".corrupt-")
                || (name.equals("artifacts") && isOfAnId(file.getParent()));
    }

    private static boolean isOfAnId(@Nullable Path folder) {
        return folder != null
                && ID.matcher(String.valueOf(folder.getFileName())).matches();
    }
}
