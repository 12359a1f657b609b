package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.backend.Backend;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;

class MainTest {
    private final StringWriter said = new StringWriter();

    @Test
    void theHelpNamesAllCommands() {
        assertThat(exitCodeOf("--help")).isZero();
        assertThat(said.toString()).contains("  server ", "  runs ", "  pack ", "  doctor ", "  help ");
    }

    @Test
    void theHelpOnOneCommandIsThatCommandsOwn() {
        assertThat(exitCodeOf("help", "runs")).isZero();
        assertThat(exitCodeOf("runs", "--help")).isZero();
        assertThat(said.toString().split("Usage: provenote runs ")).hasSize(3);
    }

    @Test
    void theVersionIsSaid() {
        assertThat(exitCodeOf("--version")).isZero();
        assertThat(said.toString()).startsWith("provenote ");
    }

    @Test
    void theVersionIsThatOfTheWholeBuild() throws IOException {
        Path root = Path.of("..");
        String version =
                first("<artifactId>provenote</artifactId>\\s*<version>([^<]+)</version>", root.resolve("pom.xml"));
        assertThat(Main.VERSION).isEqualTo("provenote " + version);
        String json = "\"version\": \"([^\"]+)\"";
        for (String name : List.of("package.json", "package-lock.json")) {
            Path file = root.resolve("labextension").resolve(name);
            assertThat(first(json, file)).as(name).isEqualTo(version);
        }
    }

    @Test
    void theVersionIsSaidOfEachCommandToo() {
        for (String command : List.of("server", "runs", "pack", "doctor")) {
            assertThat(exitCodeOf(command, "--version")).isZero();
        }
        assertThat(said.toString().lines()).hasSize(4).allMatch(Main.VERSION::equals);
    }

    @Test
    void aMistakeIsNotPushedOutOfSightByTheWholeHelp() {
        assertThat(exitCodeOf("runs", "--max", "many")).isEqualTo(2);
        assertThat(exitCodeOf("runs", "--experimnt=a")).isEqualTo(2);
        assertThat(exitCodeOf("runs", "extra")).isEqualTo(2);
        assertThat(said.toString().lines()).hasSizeLessThanOrEqualTo(6);
        assertThat(said.toString())
                .contains("provenote runs: Invalid value for option '--max': 'many' is not an int")
                .contains("'provenote runs --help' says what it takes.")
                .contains("Did you mean --experiment?")
                .contains("provenote runs: Unmatched argument at index 1: 'extra'");
    }

    @Test
    void soManyRunsAsThereCannotBeAreRefusedInOurOwnWords() {
        assertThat(exitCodeOf("runs", "--max=0")).isOne();
        assertThat(said.toString()).contains("--max 0 is no number of runs; expected one from 1 to 50000");
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed(@TempDir Path folder) {
        assertThat(exitCodeOf("runs", "--backend-store-uri=sqlite:///" + folder + "/other.db"))
                .isZero();
        assertThat(said.toString()).isEqualTo("No runs yet: there is no " + folder + "/other.db\n");
    }

    @Test
    void whetherThereAreMoreRunsThanTheTableShowsIsSaid(@TempDir Path folder) throws Exception {
        try (Backend backend = new Backend(folder, Optional.empty())) {
            for (int start = 1; start <= 3; start++) {
                backend.store().createRun(new NewRun("0", "ada", "run-" + start, start, List.of()));
            }
        }
        assertThat(exitCodeOf("runs", "--root", folder.toString(), "--max", "2"))
                .isZero();
        assertThat(said.toString())
                .contains("run-3", "run-2")
                .doesNotContain("run-1")
                .endsWith("\nThese are the newest 2; there are more, which --max N shows.\n");

        said.getBuffer().setLength(0);
        assertThat(exitCodeOf("runs", "--root", folder.toString(), "--max", "3"))
                .isZero();
        assertThat(said.toString()).contains("run-1").doesNotContain("more");
    }

    @Test
    void ofACommandThatIsNotThereThoseThatAreAreNamed() {
        assertThat(exitCodeOf("rusn")).isEqualTo(2);
        assertThat(said.toString()).contains("rusn", "runs");
    }

    @Test
    void whatATerminalWouldObeyInAMistakeDoesNotReachIt(@TempDir Path folder) throws Exception {
        String name = "\u001b[2J\u009b31m\u202eb\nsecond line";
        try (Backend backend = new Backend(folder, Optional.empty())) {
            backend.store().createExperiment(NewExperiment.named("a"));
        }
        assertThat(exitCodeOf("runs", "--root", folder.toString(), "--experiment", name))
                .isOne();
        assertThat(exitCodeOf("runs", "--max", name)).isEqualTo(2);
        assertThat(exitCodeOf(name)).isEqualTo(2);
        assertThat(said.toString())
                .contains("There is no experiment of the name or id '?[2J?31m?b\nsecond line'")
                .contains("Invalid value for option '--max': '?[2J?31m?b\nsecond line'")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]");
    }

    private int exitCodeOf(String... arguments) {
        PrintWriter writer = new PrintWriter(said, true);
        return Main.commandLine(arguments).setOut(writer).setErr(writer).execute(arguments);
    }

    private static String first(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}
