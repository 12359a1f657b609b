package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

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
    void ofACommandThatIsNotThereThoseThatAreAreNamed() {
        assertThat(exitCodeOf("rusn")).isEqualTo(2);
        assertThat(said.toString()).contains("rusn", "runs");
    }

    private int exitCodeOf(String... arguments) {
        PrintWriter writer = new PrintWriter(said, true);
        return Main.commandLine(arguments).setOut(writer).setErr(writer).execute(arguments);
    }
}
