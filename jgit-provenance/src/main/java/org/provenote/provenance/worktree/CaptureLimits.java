package org.provenote.provenance.worktree;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * How much of a dirty work tree is copied, and what of it never is.
 *
 * @param fileBytes the largest single file
 * @param totalBytes of all files together
 * @param files how many
 * @param budget after which the rest is left out
 * @param unopened real paths of files that must not be opened, tracked or not: this process has locks on them
 */
public record CaptureLimits(long fileBytes, long totalBytes, int files, Duration budget, Set<Path> unopened) {
    private static final long MIB = 1024 * 1024;

    /** 5 MiB a file, 50 MiB and 5,000 files in all, ten seconds. */
    public static final CaptureLimits DEFAULT =
            new CaptureLimits(5 * MIB, 50 * MIB, 5_000, Duration.ofSeconds(10), Set.of());

    /** These, for a process that has locks on files. */
    public CaptureLimits without(Set<Path> locked) {
        return new CaptureLimits(fileBytes, totalBytes, files, budget, locked);
    }
}
