package org.provenote.provenance.worktree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.provenote.provenance.git.GitFolder;

/** A submodule's folder against the commit that its outer repository records. */
final class Submodule {
    private Submodule() {}

    /** Whether another commit is checked out; one that is not checked out at all is as recorded. */
    static boolean moved(Path folder, ObjectId recorded) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Files.exists(folder);
        }
        Optional<GitFolder> git = GitFolder.around(folder).filter(found -> isTop(found, folder));
        if (git.isEmpty()) {
            return false;
        }
        try (Repository submodule = git.get().open().orElseThrow()) {
            ObjectId head = submodule.resolve("HEAD");
            return head != null && !head.equals(recorded);
        }
    }

    private static boolean isTop(GitFolder git, Path folder) {
        try {
            return Files.isSameFile(git.workTree(), folder);
        } catch (IOException e) {
            return false;
        }
    }
}
