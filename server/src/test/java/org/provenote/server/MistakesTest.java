package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.sqlite.SqliteStore;

/** A command that cannot be carried out says in one line what to change, and leaves nothing behind. */
class MistakesTest {
    private static final String NOTES = "Not a database, but long enough for SQLite to look at it. ".repeat(20);

    @TempDir
    Path folder;

    private final StringWriter said = new StringWriter();

    @BeforeEach
    void aFileOfAnotherKind() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), NOTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999", "-5"})
    void aPortThatThereIsNot(String port) {
        refused("server", "--port", port, "--root", folder.toString());
        assertThat(said.toString()).contains(port, "1 to 65535");
    }

    /** Its clients are told to name it so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:5123",
                "http://127.0.0.1:5123/",
                "http://[::1]:5123",
                "http://ada:s3cret@me.example:5123",
                "http://ada:s3@cret@127.0.0.1:5123"
            })
    void aServerInFrontOfItself(String uri) {
        refused(
                "server",
                "--backend-store-uri",
                uri,
                "--port",
                "5123",
                "--allowed-hosts",
                "me.example:5123",
                "--root",
                folder.toString());
        assertThat(said.toString())
                .contains("is this server itself", "MLFLOW_TRACKING_URI", "--port")
                .doesNotContain("s3cret");
    }

    @Test
    void aStoreThatThereIsNotBesideAFolderForArtifacts() {
        refused(
                "server",
                "--backend-store-uri",
                "postgresql://db.example/mlflow",
                "--artifacts-destination",
                folder.resolve("artifacts").toString(),
                "--root",
                folder.toString());
        assertThat(said.toString()).contains("postgresql").doesNotContain("In front of another server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "runs", "pack", "doctor"})
    void aRootThatIsNoFolder(String command) {
        refused(command, "--root", folder.resolve("typo").toString());
        assertThat(said.toString()).contains("typo", "--root");
    }

    @Test
    void aFileForArtifacts() {
        refused(
                "server",
                "--backend-store-uri",
                "SQLITE:///" + folder.resolve("mlflow.db"),
                "--artifacts-destination",
                folder.resolve("notes.txt").toString());
        assertThat(said.toString()).contains("--artifacts-destination is a folder");
    }

    @Test
    void anExperimentThatThereIsNot() {
        String uri = "sqlite:///" + folder.resolve("mlflow.db");
        SqliteStore.open(uri, folder.toString()).close();

        said("runs", "--backend-store-uri", uri, "--experiment", "irsi");
        assertThat(said.toString()).contains("no experiment", "'irsi'").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://runs.example", "sqlite:///notes.txt", "sqlite:///notes.txt/mlflow.db", "sqlite:///."})
    void aStoreThatCannotWork(String uri) throws Exception {
        try (ServerProcess server =
                ServerProcess.start(folder, Map.of(), "server", "--port", "0", "--backend-store-uri", uri)) {
            assertThat(server.exitValue()).isOne();
            assertThat(server.output())
                    .startsWith("provenote: ")
                    .hasLineCount(1)
                    .doesNotContain("{\"port\"");
        }
        assertThat(folder.resolve("notes.txt")).hasContent(NOTES);
    }

    private void refused(String... command) {
        said(command);
        assertThat(said.toString()).startsWith("provenote: ").hasLineCount(1);
        assertThat(folder).isDirectoryContaining("glob:**/notes.txt");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    private void said(String... command) {
        assertThat(Main.commandLine(command).setErr(new PrintWriter(said, true)).execute(command))
                .isOne();
    }
}
