package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A path that ends with a slash names a folder, and only that is deleted; MLflow's {@code delete_artifacts}. */
class FolderDeletedTest {
    @TempDir
    Path root;

    @AutoClose
    private RunningServer server;

    private Path artifacts;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.in(root);
        artifacts = root.resolve("mlartifacts");
    }

    @Test
    void aFileOfTheFoldersNameStays() {
        put("0/models");

        assertThat(delete("0/models/").statusCode()).isEqualTo(200);
        assertThat(artifacts.resolve("0/models")).isRegularFile();
        assertThat(delete("0/models").statusCode()).isEqualTo(200);
        assertThat(artifacts.resolve("0/models")).doesNotExist();
    }

    @Test
    void theFolderGoesWithAllItHolds() {
        put("0/models/best/model.pkl");

        assertThat(delete("0/models/").statusCode()).isEqualTo(200);
        assertThat(artifacts.resolve("0/models")).doesNotExist();
        assertThat(delete("0/models/").statusCode()).isEqualTo(200);
    }

    @Test
    void whatALinkLeadsToStays() throws IOException {
        put("0/model.pkl");
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("kept.txt"), "kept");
        Files.createSymbolicLink(artifacts.resolve("0/link"), elsewhere);

        delete("0/link/");

        assertThat(elsewhere.resolve("kept.txt")).hasContent("kept");
    }

    private void put(String path) {
        HttpResponse<String> answer = server.send(
                server.request("/api/2.0/mlflow-artifacts/artifacts/" + path).PUT(BodyPublishers.ofString("x")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> delete(String path) {
        return server.send(
                server.request("/api/2.0/mlflow-artifacts/artifacts/" + path).DELETE());
    }
}
