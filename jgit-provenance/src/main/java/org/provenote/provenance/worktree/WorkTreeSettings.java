package org.provenote.provenance.worktree;

import org.eclipse.jgit.lib.Config;

/**
 * What of a file Git looks at here.
 *
 * @param modesCount {@code core.fileMode}
 * @param hasLinks {@code core.symlinks}: without, a link is a file that holds its target
 */
record WorkTreeSettings(boolean modesCount, boolean hasLinks) {
    static WorkTreeSettings of(Config config) {
        return new WorkTreeSettings(
                config.getBoolean("core", "filemode", true), config.getBoolean("core", "symlinks", true));
    }
}
