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

    /**
     * The state of the work tree around {@code folder}, as far as it is known after {@code budget}; none when the folder is in none.
     * Never throws.
     *
     * @param unopened real paths of files that must not be opened, for this process has locks on them: they are clean while size and
     *     times are those that Git has recorded, as are other databases in use
     */
    public static GitFindings at(Path folder, Duration budget, Set<Path> unopened) {
        return GitLook.at(folder, budget, UnopenedFiles.of(unopened));
    }
}
