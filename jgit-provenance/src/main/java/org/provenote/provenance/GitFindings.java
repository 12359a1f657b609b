package org.provenote.provenance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.provenote.provenance.worktree.UnopenedFiles;

/**
 * What came of a look at a folder's repository.
 *
 * @param state as far as it was found out; empty where there is no repository, or not even that was known in time
 * @param inTime whether the look came to its end, so that what is unknown would be so however long it took
 */
public record GitFindings(Optional<GitState> state, boolean inTime) {

    /** As {@link GitState#of}. */
    public static GitFindings at(Path folder, Duration budget, Set<Path> unopened) {
        return GitLook.at(folder, budget, UnopenedFiles.of(unopened));
    }
}
