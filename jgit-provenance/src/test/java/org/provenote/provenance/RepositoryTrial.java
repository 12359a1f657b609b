package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import org.provenote.provenance.worktree.CaptureLimits;
import org.provenote.provenance.worktree.LeftOut;
import org.provenote.provenance.worktree.WorkTreeChanges;

/** A repository in some shape, looked at and saved from; plain Git says what the answers should be and that nothing changed (F11). */
abstract class RepositoryTrial {
    static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    interface Shape {
        void make(Git git) throws IOException;
    }

    static Arguments shape(String name, Shape shape) {
        return Arguments.of(name, shape);
    }

    SavedState save(Git git) throws IOException {
        return NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"))
                .saveWithWorkTree("id", "notebook.ipynb", "new".getBytes(UTF_8), "m", CaptureLimits.DEFAULT);
    }

    static GitState state(Git git) {
        return GitFindings.at(git.folder, LONG, Set.of()).state().orElseThrow();
    }

    /** The whole trial, in a repository of which Git itself makes sense. */
    void assertAnswersAreGitsAndNothingChanges(Shape shape) throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        shape.make(git);
        // git diff may rewrite the index, so it comes first
        boolean dirty = git.attempt("diff", "--quiet", "HEAD").exit() != 0
                || git.attempt("diff", "--quiet", "--cached").exit() != 0;
        int sound = git.attempt("fsck", "--no-progress", "--no-dangling").exit();
        Map<String, String> before = git.visible();

        SavedState saved = NoProcesses.during(() -> save(git));
        GitState state = NoProcesses.during(() -> state(git));

        assertThat(state.commit()).contains(git.answer("rev-parse", "HEAD"));
        assertThat(state.branch())
                .isIn(
                        Optional.of(git.answer("symbolic-ref", "--short", "HEAD")),
                        Optional.of("main"),
                        Optional.empty());
        assertThat(state.dirty()).isIn(Optional.of(dirty), Optional.empty());
        assertThat(git.visible()).isEqualTo(before);
        assertThat(git.attempt("fsck", "--no-progress", "--no-dangling").exit()).isEqualTo(sound);
        assertThat(git.run("show", "refs/provenote/id:notebook.ipynb")).endsWith("new");
        assertThat(git.attempt("rev-list", "--objects", "refs/provenote/id", "--quiet")
                        .exit())
                .isZero();
        if (saved.changes().isPresent()) {
            assertHoldsWhatGitSees(git, saved.changes().get());
        }
    }

    /** All that Git tracks, or neither tracks nor ignores, unless it was said to be left out. */
    private static void assertHoldsWhatGitSees(Git git, WorkTreeChanges changes) throws IOException {
        Set<String> seen = git.names("ls-files", "-z", "--cached", "--others", "--exclude-standard");
        seen.removeAll(git.names("ls-files", "-z", "--deleted"));
        // Git looks through a link in the place of a folder here, and nowhere else.
        seen.removeIf(name -> seen.stream().anyMatch(other -> name.startsWith(other + "/")));
        seen.add("notebook.ipynb");
        Set<String> held = git.names("ls-tree", "-r", "-z", "--name-only", "refs/provenote/id");
        assertThat(without(changes.leftOut(), held)).isEqualTo(without(changes.leftOut(), seen));
        Set<String> other = git.names("diff-files", "-z", "--name-only");
        other.addAll(git.names("ls-files", "-z", "--others", "--exclude-standard"));
        other.retainAll(without(changes.leftOut(), held));
        other.removeIf(
                name -> name.equals("notebook.ipynb") || Files.isDirectory(git.folder.resolve(name), NOFOLLOW_LINKS));
        assertHoldsBytesOf(git, other);
        assertHoldsModesOf(git, other);
    }

    private static void assertHoldsBytesOf(Git git, Set<String> names) throws IOException {
        for (String name : names) {
            Path file = git.folder.resolve(name);
            byte[] bytes = Files.isSymbolicLink(file)
                    ? Files.readSymbolicLink(file).toString().getBytes(UTF_8)
                    : Files.readAllBytes(file);
            assertThat(git.run("rev-parse", "refs/provenote/id:" + name))
                    .as(name)
                    .isEqualTo(new ObjectInserter.Formatter()
                            .idFor(Constants.OBJ_BLOB, bytes)
                            .name());
        }
    }

    /** As they would be if the user committed all, where Git adds them by that name. */
    private static void assertHoldsModesOf(Git git, Set<String> names) throws IOException {
        git.attempt("add", "-A");
        Map<String, String> wanted = modes(git.names("ls-files", "-z", "-s"));
        wanted.keySet().retainAll(names);
        assertThat(modes(git.names("ls-tree", "-r", "-z", "refs/provenote/id"))).containsAllEntriesOf(wanted);
    }

    private static Map<String, String> modes(Set<String> listing) {
        return listing.stream()
                .collect(Collectors.toMap(
                        line -> line.substring(line.indexOf('\t') + 1), line -> line.substring(0, 6), (a, b) -> a));
    }

    private static Set<String> without(List<LeftOut> leftOut, Set<String> names) {
        return names.stream()
                .filter(name -> leftOut.stream()
                        .noneMatch(left -> name.equals(left.path())
                                || name.startsWith(left.path().endsWith("/") ? left.path() : left.path() + "/")))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
