package org.provenote.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.ServedFolder;
import org.provenote.server.differential.MlflowServer;

@Tag("integration")
class PythonClientTest {
    @TempDir
    Path folder;

    @Test
    void theFluentApiOfTheCurrentMlflowWorksWhole() throws Exception {
        try (ServedFolder server = ServedFolder.in(folder)) {
            assertThat(fluent(server.uri())).endsWith("all of it\n");
        }
    }

    @Test
    void itWorksThroughThisServerInFrontOfAnMlflowServer() throws Exception {
        Path behind = Files.createDirectory(folder.resolve("behind"));
        try (MlflowServer mlflow = MlflowServer.in(behind);
                ServedFolder server = ServedFolder.inFrontOf(mlflow.uri(), folder)) {
            assertThat(fluent(server.uri())).endsWith("all of it\n");
        }
    }

    private String fluent(String uri) throws IOException, InterruptedException, URISyntaxException {
        Path script = Path.of(
                Objects.requireNonNull(getClass().getResource("fluent.py")).toURI());
        ProcessBuilder builder = new ProcessBuilder(MlflowServer.python(), script.toString(), uri);
        builder.environment().put("TMPDIR", folder.toString());
        Process python =
                builder.directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(output).isZero();
        return output;
    }
}
