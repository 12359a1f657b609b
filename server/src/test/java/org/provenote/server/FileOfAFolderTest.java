package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.store.ArtifactRepository;

/** A file in the place of a run's folder of artifacts would keep all of them out. */
class FileOfAFolderTest {
    @TempDir
    Path root;

    @AutoClose
    private RunningServer server;

    private String run;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.in(root);
        run = server.postJson("/api/2.0/mlflow/runs/create", "{\"experiment_id\":\"0\"}")
                .at("/run/info/run_id")
                .asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/.", "/%2E", "%2F.", "/./", "/", "/d/."})
    void noUploadTurnsAFolderIntoAFile(String end) {
        HttpResponse<String> refused =
                server.send(server.request("/api/2.0/mlflow-artifacts/artifacts/0/" + run + "/artifacts" + end)
                        .PUT(BodyPublishers.ofString("x")));

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(root.resolve("mlartifacts")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "d/.", "d/%2E", "d/./", "d/"})
    void noUploadIntoARunDoes(String path) {
        HttpResponse<String> refused =
                server.send(server.request("/ajax-api/2.0/mlflow/upload-artifact?run_uuid=" + run + "&path=" + path)
                        .POST(BodyPublishers.ofString("x")));

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(root.resolve("mlartifacts")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "d/.", "d/"})
    void neitherDoesATextOrAStream(String path) {
        ArtifactRepository artifacts =
                server.backend.artifacts().of(server.store().getRun(run).info(), server.store());

        assertThatThrownBy(() -> artifacts.logText("x", path)).isInstanceOf(MlflowException.class);
        assertThatThrownBy(() -> artifacts.logStream(new ByteArrayInputStream(new byte[1]), 1, path))
                .isInstanceOf(MlflowException.class);
        artifacts.logText("x", "d/x.txt");
        assertThatThrownBy(() -> artifacts.logStream(new ByteArrayInputStream(new byte[1]), 1, "d"))
                .isInstanceOf(MlflowException.class);
        assertThat(artifacts.list("d")).hasSize(1);
    }
}
