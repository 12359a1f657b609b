package org.provenote.tracking.notebook;

/** A notebook's file and those around it, as far as they tell which experiment is its own. */
@FunctionalInterface
public interface NotebookFiles {
    /** Which notebook stands at another path that an experiment names; {@code path} is that experiment's word. */
    Occupant at(String path);

    /** Whether the notebook that its id was made for still stands where that was. */
    default boolean isCopy() {
        return false;
    }

    /** Whether it is the notebook that was last kept at this path, told by what is in it where ids do not tell. */
    default boolean isThatOfBefore() {
        return false;
    }
}
