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

    /** How long it may take to find the commit alone. */
    private static final Duration COMMIT_BUDGET = Duration.ofSeconds(2);

    /** The commit that is checked out around {@code folder}; no file of the work tree is opened. Never throws. */
    public static Optional<String> commitOf(Path folder) {
        return GitLook.withoutFiles(folder, COMMIT_BUDGET).state().flatMap(GitState::commit);
    }
}
