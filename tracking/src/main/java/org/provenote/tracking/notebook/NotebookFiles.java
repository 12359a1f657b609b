package org.provenote.tracking.notebook;

import java.util.Optional;

/** A notebook's file and those around it, as far as they tell which experiment is its own. */
@FunctionalInterface
public interface NotebookFiles {
    /** Which notebook stands at another path that an experiment names; {@code path} is that experiment's word. */
    Occupant at(String path);

    /** Whether the notebook that its id was made for still stands where that was. */
    default boolean isCopy() {
        return false;
    }

    /**
     * What was known of it when it was last kept at this path, told by what is in it where ids do not tell; empty where nothing
     * is kept, or another notebook.
     */
    default Optional<NotebookKey> before() {
        return Optional.empty();
    }
}
