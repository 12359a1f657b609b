package org.provenote.provenance.worktree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.git.Deadline;
import org.provenote.provenance.git.GitFolder;

/** The submodules' folders against the commits that their outer repository records. Untracked files inside do not count, as in Git. */
final class Submodules {
    private static final String SECTION = "submodule";
    private static final String IGNORE = "ignore";
    private static final long LONGEST_FILE = 1024 * 1024;

    private final UnopenedFiles unopened;
    private final Deadline deadline;
    /** What is not to count of the submodule at a path: Git's {@code all}, {@code dirty}, {@code untracked}, {@code none}. */
    private final Map<String, String> ignored;

    private final String ignoredElsewhere;

    private Submodules(
            UnopenedFiles unopened, Deadline deadline, Map<String, String> ignored, @Nullable String ignoredElsewhere) {
        this.unopened = unopened;
        this.deadline = deadline;
        this.ignored = ignored;
        this.ignoredElsewhere = ignoredElsewhere == null ? "none" : ignoredElsewhere;
    }

    /** With {@code .gitmodules} of the work tree, what the repository's settings say instead, and {@code diff.ignoreSubmodules}. */
    static Submodules of(Repository repository, UnopenedFiles unopened, Deadline deadline) throws IOException {
        Config settings = repository.getConfig();
        Config file = read(repository.getWorkTree().toPath().resolve(".gitmodules"));
        Map<String, String> ignored = new HashMap<>();
        for (String name : file.getSubsections(SECTION)) {
            String path = file.getString(SECTION, name, "path");
            String own = settings.getString(SECTION, name, IGNORE);
            String ignore = own != null ? own : file.getString(SECTION, name, IGNORE);
            if (path != null && ignore != null) {
                ignored.put(path, ignore);
            }
        }
        return new Submodules(unopened, deadline, ignored, settings.getString("diff", null, "ignoreSubmodules"));
    }

    TrackedFile.Verdict compare(DirCacheEntry entry, Path folder) throws IOException {
        return switch (ignored.getOrDefault(entry.getPathString(), ignoredElsewhere)) {
            case "all" -> TrackedFile.Verdict.SAME;
            case "dirty" -> compare(folder, entry.getObjectId(), false);
            default -> compare(folder, entry.getObjectId(), true);
        };
    }

    /** One that is not checked out, an empty folder, is as recorded. */
    private TrackedFile.Verdict compare(Path folder, ObjectId recorded, boolean changesCount) throws IOException {
        // a link could lead around in a circle
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
                    ? TrackedFile.Verdict.OTHER_REPOSITORY
                    : TrackedFile.Verdict.GONE;
        }
        Optional<GitFolder> git = GitFolder.around(folder).filter(found -> isTop(found, folder));
        if (git.isEmpty()) {
            return TrackedFile.Verdict.SAME;
        }
        try {
            return compare(git.get(), recorded, changesCount);
        } catch (IOException | RuntimeException e) {
            // broken, or in a format that JGit does not know: that is no fault of the repository around it
            return TrackedFile.Verdict.UNKNOWN;
        }
    }

    private TrackedFile.Verdict compare(GitFolder git, ObjectId recorded, boolean changesCount) throws IOException {
        Optional<Repository> opened = git.open();
        if (opened.isEmpty()) {
            return TrackedFile.Verdict.UNKNOWN;
        }
        try (Repository submodule = opened.get()) {
            ObjectId head = submodule.resolve("HEAD");
            if (head != null && !head.equals(recorded)) {
                return TrackedFile.Verdict.OTHER_REPOSITORY;
            }
            return changesCount ? inside(submodule) : TrackedFile.Verdict.SAME;
        }
    }

    private TrackedFile.Verdict inside(Repository submodule) throws IOException {
        return new TreeState(submodule, unopened, deadline)
                .dirty()
                .map(dirty -> dirty ? TrackedFile.Verdict.OTHER_REPOSITORY : TrackedFile.Verdict.SAME)
                .orElse(TrackedFile.Verdict.UNKNOWN);
    }

    private static boolean isTop(GitFolder git, Path folder) {
        try {
            return Files.isSameFile(git.workTree(), folder);
        } catch (IOException e) {
            return false;
        }
    }

    private static Config read(Path file) throws IOException {
        Config config = new Config();
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LONGEST_FILE) {
            try {
                config.fromText(Files.readString(file));
            } catch (ConfigInvalidException | IOException e) {
                // settings that nobody can read say nothing
            }
        }
        return config;
    }
}
