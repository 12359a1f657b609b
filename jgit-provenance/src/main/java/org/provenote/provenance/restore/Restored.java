package org.provenote.provenance.restore;

import java.nio.file.Path;
import java.util.List;

/**
 * What was restored.
 *
 * @param folder the state's top
 * @param notebook the notebook within it
 * @param files how many files and links were written
 * @param missing what could not be, in the words for the user
 */
public record Restored(Path folder, Path notebook, int files, List<String> missing) {
    public Restored {
        missing = List.copyOf(missing);
    }
}
