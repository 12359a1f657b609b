package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.provenance.restore.Surroundings;
import org.provenote.provenance.worktree.CaptureLimits;
import org.provenote.testing.Java;
import org.provenote.testing.Rights;

/** What the process is started with: variables that plain Git follows, and rights that it does not have. */
class SurroundingsTest {
    @TempDir
    Path temp;

    private final List<Path> closed = new ArrayList<>();

    /** The process of its own: prints where it saved a version, and what it knows of the folder; or how that can be copied. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        if (arguments.length > 2) {
            Surroundings found = Surroundings.copy(folder, Path.of(arguments[2]), 10, Set.of());
            System.out.println(String.join("\n", found.copied()));
            System.out.println(String.join("\n", found.leftOut()));
            return;
        }
        SavedState saved = NotebookVersions.beside(folder.resolve("notebook.ipynb"), Path.of(arguments[1]))
                .saveWithWorkTree("id", "notebook.ipynb", "new".getBytes(UTF_8), "m", CaptureLimits.DEFAULT);
        GitState state =
                GitFindings.at(folder, Duration.ofSeconds(20), Set.of()).state().orElseThrow();
        System.out.println(String.join(
                "\n",
                saved.version().repository().toString(),
                state.commit().orElse("?"),
                state.branch().orElse("?"),
                state.dirty().map(String::valueOf).orElse("?")));
    }

    @Test
    void variablesThatPointGitElsewhereDoNotMoveTheNotebook() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        Git other = Git.repository(temp.resolve("other"));
        other.run("commit", "-q", "--allow-empty", "-m", "second");
        Map<String, String> before = other.files();

        List<String> answer = inAnotherProcess(
                git,
                List.of(),
                Map.of(
                        "GIT_DIR", other.folder.resolve(".git").toString(),
                        "GIT_WORK_TREE", other.folder.toString(),
                        "GIT_INDEX_FILE", temp.resolve("no-index").toString(),
                        "GIT_OBJECT_DIRECTORY", temp.resolve("no-objects").toString(),
                        "GIT_COMMON_DIR", other.folder.resolve(".git").toString(),
                        "GIT_CEILING_DIRECTORIES", git.folder.toString(),
                        "GIT_CONFIG_GLOBAL", temp.resolve("no-config").toString(),
                        "GIT_NAMESPACE", "elsewhere"));

        assertThat(answer)
                .containsExactly(git.folder.resolve(".git").toString(), git.run("rev-parse", "HEAD"), "main", "false");
        assertThat(other.files()).isEqualTo(before);
        assertThat(git.run("show", "refs/provenote/id:notebook.ipynb")).isEqualTo("new");
        assertThat(temp.resolve("no-objects")).doesNotExist();
    }

    @Test
    void theUsersSettingsAreBelowTheHomeOfTheEnvironmentAsForGit() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.write("notes.txt", "untracked");
        git.write("src/Model.java", "edited");
        Path home = Files.createDirectory(temp.resolve("home"));
        Files.writeString(home.resolve(".gitconfig"), "[core]\n\texcludesFile = ~/ignored\n");
        Files.writeString(home.resolve("ignored"), "notes.txt\n");

        inAnotherProcess(git, List.of(), Map.of("HOME", home.toString()));
        assertThat(git.names("ls-tree", "-r", "-z", "--name-only", "refs/provenote/id"))
                .doesNotContain("notes.txt");

        inAnotherProcess(git, List.of(), Map.of("HOME", temp.toString()));
        assertThat(git.names("ls-tree", "-r", "-z", "--name-only", "refs/provenote/id"))
                .contains("notes.txt");
    }

    /** Java's home for such a user is {@code ?}, which would be a folder of the working folder. */
    @Test
    void aUserWhomTheSystemDoesNotKnowHasNoSettings() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.write("notes.txt", "untracked");
        git.write("src/Model.java", "edited");
        Path unknown = Files.createDirectory(temp.resolve("?"));
        Files.writeString(unknown.resolve(".gitconfig"), "[core]\n\texcludesFile = ~/ignored\n");
        Files.writeString(unknown.resolve("ignored"), "notes.txt\n");

        inAnotherProcess(
                git, List.of("env", "--unset=HOME", "--chdir=" + temp), Map.of("JAVA_TOOL_OPTIONS", "-Duser.home=?"));
        assertThat(git.names("ls-tree", "-r", "-z", "--name-only", "refs/provenote/id"))
                .contains("notes.txt");
    }

    @Test
    void aRepositoryThatCannotBeWrittenIsReadAndItsVersionsAreKeptBesideTheRuns() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.write("src/Model.java", "edited");
        Map<String, String> before = git.visible();
        close(git.folder);

        List<String> answer = inAnotherProcess(git, Rights.ofAnyUser(), Map.of());

        assertThat(answer)
                .containsExactly(
                        temp.resolve("fallback/.provenote/versions.git").toString(),
                        git.run("rev-parse", "HEAD"),
                        "main",
                        "true");
        open();
        assertThat(git.visible()).isEqualTo(before);
    }

    @Test
    void whatMayNotBeReadIsLeftOutAndTheRestIsKept() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.write("src/Model.java", "edited");
        git.write("private.txt", "untracked");
        git.write("closed/a.txt", "untracked");
        git.write("open.txt", "untracked");
        List<Path> unreadable = List.of(
                git.folder.resolve("src/Model.java"), git.folder.resolve("private.txt"), git.folder.resolve("closed"));
        unreadable.forEach(path -> path.toFile().setReadable(false));

        List<String> answer = inAnotherProcess(git, Rights.ofAnyUser(), Map.of());

        assertThat(answer)
                .containsExactly(git.folder.resolve(".git").toString(), git.run("rev-parse", "HEAD"), "main", "?");
        assertThat(git.names("ls-tree", "-r", "-z", "--name-only", "refs/provenote/id"))
                .containsExactly("notebook.ipynb", "open.txt", "src/Model.java");
        unreadable.forEach(path -> path.toFile().setReadable(true));
    }

    @Test
    void whatCannotBeCopiedForARunThatIsExecutedAgainIsLeftOutAndTheRestIsThere() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.write("src/Model.java", "1");
        git.write("private.csv", "12345678");
        git.write("closed/a.csv", "1");
        git.write("data/a.csv", "1");
        git.write("open.csv", "12345678");
        Path fresh = Files.createDirectory(temp.resolve("fresh"));
        Files.writeString(fresh.resolve("data"), "a file then");
        List<Path> unreadable = List.of(git.folder.resolve("private.csv"), git.folder.resolve("closed"));
        unreadable.forEach(path -> path.toFile().setReadable(false));

        List<String> answer = inAnotherProcess(git, Rights.ofAnyUser(), Map.of(), fresh.toString());

        assertThat(answer)
                .containsExactlyInAnyOrder(
                        "src/Model.java",
                        "open.csv",
                        "private.csv: permission denied",
                        "closed: permission denied",
                        "data/a.csv: a file is in the place of its folder");
        assertThat(fresh.resolve("open.csv")).hasContent("12345678");
        assertThat(fresh.resolve("data")).hasContent("a file then");
        unreadable.forEach(path -> path.toFile().setReadable(true));
    }

    @Test
    void whatToolsWriteIsNotCopiedForARunThatIsExecutedAgain() throws Exception {
        Git git = Git.repository(temp.resolve("repo"));
        git.write("mlflow.db.corrupt-20261130-084106", "set aside");
        git.write("mlflow.db-wal.of-replaced-1796028066000", "log");
        git.write("node_modules/a/index.js", "");
        git.write("mlflow.dbx", "data");

        Surroundings found =
                Surroundings.copy(git.folder, Files.createDirectory(temp.resolve("fresh")), 1_000, Set.of());

        assertThat(found.copied()).containsExactlyInAnyOrder("mlflow.dbx", "src/Model.java");
    }

    private List<String> inAnotherProcess(Git git, List<String> prefix, Map<String, String> environment, String... more)
            throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(Java.command(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SurroundingsTest.class.getName(),
                git.folder.toString(),
                temp.resolve("fallback").toString()));
        command.addAll(List.of(more));
        File errors = temp.resolve("errors").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors.toPath())).isZero();
        return output.lines().toList();
    }

    private void close(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            walk.filter(Files::isDirectory).forEach(closed::add);
        }
        closed.forEach(path -> path.toFile().setWritable(false));
    }

    @AfterEach
    void open() {
        closed.forEach(path -> path.toFile().setWritable(true));
    }
}
