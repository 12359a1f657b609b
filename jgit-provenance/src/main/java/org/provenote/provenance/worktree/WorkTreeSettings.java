package org.provenote.provenance.worktree;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;

/**
 * What of a file Git looks at here.
 *
 * @param modesCount {@code core.fileMode}
 * @param hasLinks {@code core.symlinks}: without, a link is a file that holds its target
 * @param changeTimesCount {@code core.trustctime}, where the index has its own time of change: in a copied repository nobody has
 * @param presentFilesCount whether a file that the index says to skip counts where it is there all the same, as in a sparse checkout
 */
record WorkTreeSettings(boolean modesCount, boolean hasLinks, boolean changeTimesCount, boolean presentFilesCount) {
    /** Between the last byte of an index and its move into place. */
    private static final Duration OF_ONE_WRITE = Duration.ofSeconds(2);

    static WorkTreeSettings of(Repository repository) {
        Config config = repository.getConfig();
        return new WorkTreeSettings(
                config.getBoolean("core", "filemode", true),
                config.getBoolean("core", "symlinks", true),
                config.getBoolean("core", "trustctime", true)
                        && !"minimal".equalsIgnoreCase(config.getString("core", null, "checkstat"))
                        && isWhereItWasWritten(repository.getIndexFile().toPath()),
                config.getBoolean("core", "sparsecheckout", false)
                        && !config.getBoolean("sparse", "expectFilesOutsideOfPatterns", false));
    }

    private static boolean isWhereItWasWritten(Path index) {
        try {
            FileStatus written = FileStatus.of(index);
            return FileStatus.IS_UNIX
                    && Duration.between(written.modified(), written.changed()).compareTo(OF_ONE_WRITE) < 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The mode that Git would record, {@link FileMode#MISSING} having been recorded of a file that it does not track. */
    FileMode modeOf(FileStatus file, FileMode recorded) {
        if (file.isLink() || (recorded == FileMode.SYMLINK && !hasLinks)) {
            return FileMode.SYMLINK;
        }
        boolean executable = modesCount ? file.executable() : recorded == FileMode.EXECUTABLE_FILE;
        return executable ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE;
    }
}
