package org.provenote.provenance.worktree;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.StringUtils;
import org.provenote.provenance.git.Deadline;
import org.provenote.provenance.secrets.Secrets;

/**
 * Finds the files that Git neither tracks nor ignores. JGit's own walk asks the system about every file; this one only
 * about those that the index does not name.
 */
final class UntrackedFiles {
    private final Path workTree;
    private final boolean shown;
    private final IndexNames index;
    private final UnopenedFiles unopened;
    private final Deadline deadline;
    private final List<Candidate> found;
    private final List<LeftOut> leftOut;

    UntrackedFiles(
            Repository repository,
            DirCache index,
            UnopenedFiles unopened,
            Deadline deadline,
            List<Candidate> found,
            List<LeftOut> leftOut) {
        this.workTree = repository.getWorkTree().toPath();
        this.shown = isShown(repository.getConfig());
        this.index = IndexNames.of(index, repository.getConfig().getBoolean("core", "ignorecase", false));
        this.unopened = unopened;
        this.deadline = deadline;
        this.found = found;
        this.leftOut = leftOut;
    }

    /** None where Git is told to show none, as it is where a home folder is the work tree. */
    void find(IgnoreRules rules) {
        if (shown) {
            list(workTree, "", rules);
        }
    }

    private void list(Path folder, String prefix, IgnoreRules outer) {
        IgnoreRules rules;
        try {
            rules = outer.in(folder, prefix);
        } catch (IOException e) {
            leftOut.add(new LeftOut(prefix, 0, LeftOut.Reason.UNREADABLE));
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (deadline.passed()) {
                    leftOut.add(new LeftOut(prefix, 0, LeftOut.Reason.OUT_OF_TIME));
                    return;
                }
                look(entry, prefix + entry.getFileName(), rules);
            }
        } catch (IOException | DirectoryIteratorException e) {
            leftOut.add(new LeftOut(prefix, 0, LeftOut.Reason.UNREADABLE));
        }
    }

    private void look(Path entry, String path, IgnoreRules rules) throws IOException {
        String name = entry.getFileName().toString();
        if (!FileName.isText(entry)) {
            leftOut.add(new LeftOut(path, 0, LeftOut.Reason.UNREADABLE));
            return;
        }
        if (name.equals(".git") || index.hasFile(path)) {
            return;
        }
        if (name.equalsIgnoreCase(".git")) {
            // no tree may hold it: where case is ignored, it would be checked out as the repository itself
            leftOut.add(new LeftOut(path, 0, LeftOut.Reason.OTHER_REPOSITORY));
            return;
        }
        if (index.hasFolder(path) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            // what is tracked in an ignored folder does not bring in what lies beside it
            if (!rules.ignores(path, true)) {
                list(entry, path + "/", rules);
            }
        } else if (!ToolFiles.include(entry)) {
            lookAtUntracked(entry, path, rules);
        }
    }

    private void lookAtUntracked(Path entry, String path, IgnoreRules rules) throws IOException {
        Candidate candidate = Candidate.of(path, entry, FileMode.MISSING);
        boolean isFolder = candidate.status().isFolder();
        if (rules.ignores(path, isFolder)
                || unopened.include(entry, candidate.status().key())) {
            return;
        }
        if (!isFolder) {
            found.add(candidate);
        } else if (Secrets.isSecretFolder(entry.getFileName().toString())) {
            leftOut.add(new LeftOut(path, 0, LeftOut.Reason.SECRET));
        } else if (Files.exists(entry.resolve(".git"))) {
            leftOut.add(new LeftOut(path, 0, LeftOut.Reason.OTHER_REPOSITORY));
        } else {
            list(entry, path + "/", rules);
        }
    }

    private static boolean isShown(Config settings) {
        String shown = settings.getString("status", null, "showUntrackedFiles");
        return shown == null || !Boolean.FALSE.equals(StringUtils.toBooleanOrNull(shown));
    }
}
