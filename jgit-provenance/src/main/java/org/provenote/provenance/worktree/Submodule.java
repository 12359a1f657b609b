package org.provenote.provenance.worktree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.provenote.provenance.git.Deadline;
import org.provenote.provenance.git.GitFolder;

/** A submodule's folder against the commit that its outer repository records. */
final class Submodule {
    private Submodule() {}

    /** One that is not checked out at all is as recorded. Untracked files inside do not count, as in Git. */
    static TrackedFile.Verdict compare(Path folder, ObjectId recorded, Deadline deadline) throws IOException {
        // a link could lead around in a circle
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
                    ? TrackedFile.Verdict.OTHER_REPOSITORY
                    : TrackedFile.Verdict.SAME;
        }
        Optional<GitFolder> git = GitFolder.around(folder).filter(found -> isTop(found, folder));
        if (git.isEmpty()) {
            return TrackedFile.Verdict.SAME;
        }
        try (Repository submodule = git.get().open().orElseThrow()) {
            ObjectId head = submodule.resolve("HEAD");
            if (head != null && !head.equals(recorded)) {
                return TrackedFile.Verdict.OTHER_REPOSITORY;
            }
            return new TreeState(submodule, deadline)
                    .dirty()
                    .map(dirty -> dirty ? TrackedFile.Verdict.OTHER_REPOSITORY : TrackedFile.Verdict.SAME)
                    .orElse(TrackedFile.Verdict.UNKNOWN);
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
