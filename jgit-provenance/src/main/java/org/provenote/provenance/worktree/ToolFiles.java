package org.provenote.provenance.worktree;

import java.util.Set;

/** What tools write beside notebooks, known by its name: it is no input of a notebook, and no part of a version unless tracked. */
public final class ToolFiles {
    private static final String DATABASE = "mlflow.db";

    private static final Set<String> NAMES =
            Set.of(DATABASE, "mlruns", "mlartifacts", ".provenote", ".ipynb_checkpoints", "node_modules");

    private ToolFiles() {}

    /** Whether a file or folder of this name is one. */
    public static boolean include(String name) {
        // SQLite's own files, logs of a file that was replaced, and databases that were set aside as damaged
        return NAMES.contains(name) || name.startsWith(DATABASE + "-") || name.startsWith(DATABASE + ".corrupt-");
    }
}
