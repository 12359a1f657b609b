package org.provenote.provenance.worktree;

import java.util.List;

/**
 * What a version does not have as it was. Paths stand as in Git, {@code /} between names, from the work tree's top.
 *
 * @param leftOut in the version as Git has them, or not at all
 * @param masked in the version with their secrets masked
 */
public record Gaps(List<LeftOut> leftOut, List<String> masked) {
    private static final int NAMED = 3;

    public Gaps {
        leftOut = List.copyOf(leftOut);
        masked = List.copyOf(masked);
    }

    public boolean areNone() {
        return leftOut.isEmpty() && masked.isEmpty();
    }

    /** In a few words, with the first names. */
    public String summary() {
        return summary("left out", leftOut.stream().map(LeftOut::path).toList()) + ", " + summary("masked", masked);
    }

    private static String summary(String what, List<String> paths) {
        String first = String.join(", ", paths.subList(0, Math.min(NAMED, paths.size())));
        return paths.size() + " " + what
                + (paths.isEmpty() ? "" : " (" + first + (paths.size() > NAMED ? ", …)" : ")"));
    }
}
