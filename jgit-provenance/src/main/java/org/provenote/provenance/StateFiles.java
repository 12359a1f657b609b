package org.provenote.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.provenote.provenance.diff.FileChange;
import org.provenote.provenance.git.GitFolder;

/** The trees of two saved versions against each other. */
final class StateFiles {
    private static final int MOST = 1_000;

    private final Path gitDir;

    StateFiles(Path gitDir) {
        this.gitDir = gitDir;
    }

    List<FileChange> changed(String before, String after) throws IOException {
        try (Repository repository = GitFolder.openBare(gitDir);
                RevWalk commits = new RevWalk(repository);
                TreeWalk walk = new TreeWalk(repository)) {
            RevCommit old = commits.parseCommit(ObjectId.fromString(before));
            RevCommit now = commits.parseCommit(ObjectId.fromString(after));
            List<String> notebooks = List.of(notebook(old), notebook(now));
            if (isAlone(old) || isAlone(now)) {
                return List.of();
            }
            walk.addTree(old.getTree());
            walk.addTree(now.getTree());
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            return changed(walk, notebooks);
        } catch (IllegalArgumentException e) {
            throw new IOException("not a commit id", e);
        }
    }

    private static List<FileChange> changed(TreeWalk walk, List<String> notebooks) throws IOException {
        List<FileChange> changes = new ArrayList<>();
        while (changes.size() < MOST && walk.next()) {
            if (!notebooks.contains(walk.getPathString())) {
                changes.add(new FileChange(walk.getPathString(), kind(walk)));
            }
        }
        return changes;
    }

    private static FileChange.Kind kind(TreeWalk walk) {
        if (walk.getFileMode(0) == FileMode.MISSING) {
            return FileChange.Kind.ADDED;
        }
        return walk.getFileMode(1) == FileMode.MISSING ? FileChange.Kind.REMOVED : FileChange.Kind.EDITED;
    }

    private static boolean isAlone(RevCommit commit) {
        return VersionMessage.isNotebookAlone(commit.getFullMessage());
    }

    private static String notebook(RevCommit commit) throws IOException {
        Optional<String> path = VersionMessage.notebookPath(commit.getFullMessage());
        return path.orElseThrow(() -> new IOException(commit.name() + " is no notebook version"));
    }
}
