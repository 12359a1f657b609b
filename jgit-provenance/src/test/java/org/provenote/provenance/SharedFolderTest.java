package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.testing.Java;

/** Versions in a folder of a team: what one of them makes has the rights that the umask, or else Git, gives it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no umask")
class SharedFolderTest {
    @TempDir
    Path shared;

    @TempDir
    Path elsewhere;

    @Test
    void theGroupMayAddToWhatItsFirstUserMade() throws Exception {
        save("umask 002");

        for (Path folder : everything(Files::isDirectory)) {
            assertThat(rights(folder)).as(folder.toString()).contains(PosixFilePermission.GROUP_WRITE);
        }
        for (Path file : everything(Files::isRegularFile)) {
            assertThat(rights(file)).as(file.toString()).contains(PosixFilePermission.GROUP_READ);
        }
    }

    @Test
    void whoKeepsTheirFilesToThemselvesKeepsTheirVersionsToo() throws Exception {
        save("umask 077");

        assertThat(everything(Files::exists))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(rights(path))
                        .doesNotContain(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ));
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "all", "2", "true", "false", "0640", "660", "0777", "0001", "umask"})
    void whatIsAddedToASharedRepositoryHasTheRightsThatGitGives(String sharing) throws Exception {
        Git git = Git.repository(shared);
        git.run("config", "core.sharedRepository", sharing);
        List<Path> before = below(".git");
        // Several objects: one alone may lie in a folder that is there already.
        run(
                "umask 077; for i in 1 2 3 4 5 6 7 8; do git update-ref refs/other/$i $(echo $i | git hash-object -w --stdin); done");
        List<Path> byGit = below(".git");
        byGit.removeAll(before);

        save("umask 077");

        List<Path> ours = below(".git");
        ours.removeAll(before);
        ours.removeAll(byGit);
        assertThat(ours).anyMatch(SharedFolderTest::isRef);
        for (Path path : ours) {
            assertThat(mode(path)).as(path.toString()).isEqualTo(mode(likeIt(path, byGit)));
        }
    }

    @Test
    void nothingOutsideIsSharedThroughALink() throws Exception {
        // Without a commit: an object of it may lie in the very folder that is the link here.
        Git git = Git.empty(shared);
        git.run("config", "core.sharedRepository", "all");
        Path outside = Files.createDirectory(
                elsewhere.resolve("private"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String blob = git.run("hash-object", git.write("copy", version(1)).toString());
        Files.createSymbolicLink(git.folder.resolve(".git/objects").resolve(blob.substring(0, 2)), outside);

        save("umask 077");

        assertThat(outside).isNotEmptyDirectory();
        assertThat(mode(outside)).endsWith("0700");
    }

    private static Path likeIt(Path path, List<Path> others) {
        return others.stream()
                .filter(other -> Files.isDirectory(other) == Files.isDirectory(path) && isRef(other) == isRef(path))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isRef(Path path) {
        return path.toString().contains("/refs/");
    }

    private static String mode(Path path) throws IOException {
        return Integer.toOctalString((int) Files.getAttribute(path, "unix:mode"));
    }

    private void save(String umask) throws Exception {
        List<String> saving =
                Java.command("-cp", System.getProperty("java.class.path"), Saving.class.getName(), shared.toString());
        run(umask + "; exec \"$0\" \"$@\"", saving.toArray(String[]::new));
    }

    private void run(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script));
        command.addAll(List.of(arguments));
        int exit = new ProcessBuilder(command)
                .directory(shared.toFile())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    private List<Path> below(String name) throws IOException {
        try (Stream<Path> all = Files.walk(shared.resolve(name))) {
            return all.collect(Collectors.toCollection(ArrayList::new));
        }
    }

    private List<Path> everything(Predicate<Path> kind) throws IOException {
        try (Stream<Path> all = Files.walk(NotebookVersions.ownRepository(shared))) {
            return all.filter(kind).toList();
        }
    }

    private static Set<PosixFilePermission> rights(Path path) throws IOException {
        return Files.getPosixFilePermissions(path);
    }

    private static String version(int number) {
        return "{\"v\": " + number + "}";
    }

    static final class Saving {
        public static void main(String[] folder) throws IOException {
            Path shared = Path.of(folder[0]);
            NotebookVersions versions = NotebookVersions.beside(shared.resolve("notebook.ipynb"), shared);
            for (int version = 1; version <= 2; version++) {
                versions.save("id", "notebook.ipynb", version(version).getBytes(UTF_8), "run " + version);
            }
        }
    }
}
