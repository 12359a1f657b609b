package org.provenote.provenance.worktree;

import java.util.List;
import java.util.Optional;

/**
 * How the work tree differed from the checked-out commit when it was captured. Paths stand as in Git, {@code /} between
 * names, from the work tree's top.
 *
 * @param commit the checked-out commit; empty before the first
 * @param modified tracked files with other content, staged or not
 * @param deleted tracked files that are gone
 * @param untracked files that Git neither tracks nor ignores
 * @param masked those of the captured files in which a secret was masked
 * @param leftOut what differs and was not captured, and why
 */
public record WorkTreeChanges(
        Optional<String> commit,
        List<String> modified,
        List<String> deleted,
        List<String> untracked,
        List<String> masked,
        List<LeftOut> leftOut) {

    /** What of it the captured tree does not have as it was. */
    public Gaps gaps() {
        return new Gaps(leftOut, masked);
    }

    /** Whether the captured tree is the work tree as it was. */
    public boolean complete() {
        return gaps().areNone();
    }
}
