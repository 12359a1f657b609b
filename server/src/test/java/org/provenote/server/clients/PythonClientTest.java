package org.provenote.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.ServedFolder;
import org.provenote.testing.MlflowServer;

@Tag("integration")
class PythonClientTest {
    @TempDir
    Path folder;

    @Test
    void theFluentApiOfTheCurrentMlflowWorksWhole() throws Exception {
        try (ServedFolder server = ServedFolder.in(folder)) {
            assertThat(PythonScript.run("fluent.py", server.uri(), folder)).endsWith("all of it\n");
        }
    }

    @Test
    void modelsAreLoggedFoundAndLoaded() throws Exception {
        try (ServedFolder server = ServedFolder.in(folder)) {
            assertThat(PythonScript.run("models.py", server.uri(), folder)).endsWith("all of it\n");
        }
    }

    @Test
    void bothWorkThroughThisServerInFrontOfAnMlflowServer() throws Exception {
        Path behind = Files.createDirectory(folder.resolve("behind"));
        Path here = Files.createDirectory(folder.resolve("here"));
        try (MlflowServer mlflow = MlflowServer.in(behind);
                ServedFolder server = ServedFolder.inFrontOf(mlflow.url(), here)) {
            assertThat(PythonScript.run("fluent.py", server.uri(), folder)).endsWith("all of it\n");
            assertThat(PythonScript.run("models.py", server.uri(), folder)).endsWith("all of it\n");
        }
        try (Stream<Path> keptHere = Files.list(here)) {
            assertThat(keptHere).as("what the other server should keep").isEmpty();
        }
    }
}
