package org.provenote.provenance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What Git says about a folder, as MLflow's {@code mlflow.source.git.*} tags record it.
 *
 * @param workTree the top folder of the work tree
 * @param commit the checked-out commit's full id; empty before the first commit
 * @param branch the branch's short name; empty when HEAD is detached
 * @param remoteUrl the first remote's URL, always without user name, password or token
 * @param dirty whether a tracked file differs from the commit, as {@code git describe --dirty} and MLflow count it
 *     (untracked files do not); empty when it could not be told in time or without running a program
 */
public record GitState(
        Path workTree,
        Optional<String> commit,
        Optional<String> branch,
        Optional<String> remoteUrl,
        Optional<Boolean> dirty) {

    /** How long a look may take where the caller names no time. */
    public static final Duration DEFAULT_BUDGET = Duration.ofSeconds(2);

    /** The state of the work tree around {@code folder}; empty when it is in none. Never throws. */
    public static Optional<GitState> of(Path folder) {
        return of(folder, DEFAULT_BUDGET);
    }

    /** As {@link #of(Path)}, returning after {@code budget} with what is known by then. */
    public static Optional<GitState> of(Path folder, Duration budget) {
        return GitLook.at(folder, budget);
    }
}
