package org.provenote.provenance.git;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.util.SystemReader;

/**
 * Git's rule of {@code safe.directory}: a repository of another user is left alone, unless one's own settings name it. What
 * root writes into it, its owner could no longer write beside.
 *
 * @param user the number of the user that this process is
 * @param safe what {@code safe.directory} names
 */
record Ownership(long user, List<String> safe) {

    /** Whether we may write into {@code git}. */
    static boolean allows(GitFolder git) throws IOException {
        if (!git.gitDir().getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return true;
        }
        try {
            JGit.fileSystem();
            List<String> safe =
                    List.of(SystemReader.getInstance().getUserConfig().getStringList("safe", null, "directory"));
            return new Ownership(new UnixSystem().getUid(), safe).mayWrite(git);
        } catch (ConfigInvalidException e) {
            throw new IOException("unreadable Git settings of the user", e);
        }
    }

    boolean mayWrite(GitFolder git) throws IOException {
        return (owns(git.workTree()) && owns(git.gitDir()))
                || isSafe(git.workTree().toString());
    }

    private boolean owns(Path path) throws IOException {
        return ((Integer) Files.getAttribute(path, "unix:uid")).longValue() == user;
    }

    /** Later ones count on top of earlier ones; an empty one takes all before it back. */
    private boolean isSafe(String folder) {
        boolean is = false;
        for (String named : safe) {
            is = !named.isEmpty() && (is || names(named, folder));
        }
        return is;
    }

    private static boolean names(String named, String folder) {
        return named.equals("*")
                || named.equals(folder)
                || (named.endsWith("/*") && folder.startsWith(named.substring(0, named.length() - 1)));
    }
}
