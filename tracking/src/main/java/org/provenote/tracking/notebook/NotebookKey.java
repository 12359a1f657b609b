package org.provenote.tracking.notebook;

import java.util.Optional;
import java.util.UUID;

/**
 * What tells one notebook from all others.
 *
 * @param path below Jupyter's root, with {@code /}
 * @param id made once and kept in the notebook's metadata; empty where nothing has written one yet
 */
public record NotebookKey(String path, Optional<UUID> id) {
    private static final String EXTENSION = ".ipynb";
    /** MLflow's {@code MAX_EXPERIMENT_NAME_LENGTH}. */
    private static final int LONGEST_NAME = 500;
    /** Room for {@code " (999)"}, so that a numbered name is no longer than allowed either. */
    private static final int NUMBER = 6;

    /** The name that this notebook's experiment has unless somebody chose another: the path without its ending. */
    public static String experimentName(String path) {
        String name = path.endsWith(EXTENSION) ? path.substring(0, path.length() - EXTENSION.length()) : path;
        int longest = LONGEST_NAME - NUMBER;
        return name.length() <= longest ? name : name.substring(name.length() - longest);
    }

    /** Whether an experiment of that name was named by us after a notebook at {@code path}, numbered or not. */
    static boolean isNamedAfter(String name, String path) {
        String own = experimentName(path);
        return name.equals(own)
                || (name.startsWith(own) && name.substring(own.length()).matches(" \\(\\d+\\)"));
    }
}
