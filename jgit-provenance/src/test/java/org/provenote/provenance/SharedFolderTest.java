package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.Java;

/** Versions in a folder of a team: what one of them makes has the rights that the umask gives, so that the others can go on. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no umask")
class SharedFolderTest {
    @TempDir
    Path shared;

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

    private void save(String umask) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", umask + "; exec \"$0\" \"$@\""));
        command.addAll(
                Java.command("-cp", System.getProperty("java.class.path"), Saving.class.getName(), shared.toString()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private List<Path> everything(Predicate<Path> kind) throws IOException {
        try (Stream<Path> all = Files.walk(NotebookVersions.ownRepository(shared))) {
            return all.filter(kind).toList();
        }
    }

    private static Set<PosixFilePermission> rights(Path path) throws IOException {
        return Files.getPosixFilePermissions(path);
    }

    static final class Saving {
        public static void main(String[] folder) throws IOException {
            Path shared = Path.of(folder[0]);
            NotebookVersions versions = NotebookVersions.beside(shared.resolve("notebook.ipynb"), shared);
            for (int version = 1; version <= 2; version++) {
                versions.save("id", "notebook.ipynb", ("{\"v\": " + version + "}").getBytes(UTF_8), "run " + version);
            }
        }
    }
}
