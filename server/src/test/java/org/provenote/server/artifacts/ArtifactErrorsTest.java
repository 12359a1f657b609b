package org.provenote.server.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.ServerProcess;

/** Where on its machine a server keeps artifacts is told by its log, and by no answer. */
@Tag("integration")
class ArtifactErrorsTest {
    private static final String PASSED_ON = "/api/2.0/mlflow-artifacts/artifacts/";

    @TempDir
    Path root;

    @Test
    void ofAnArtifactThatTheServerPassesOn() throws Exception {
        Path destination = root.resolve("artifacts");
        try (ServerProcess server = ServerProcess.start(
                root, Map.of(), "server", "--port", "0", "--artifacts-destination", destination.toString())) {
            String artifacts = server.uri() + PASSED_ON;
            assertThat(send("PUT", artifacts + "plots/loss.txt").statusCode()).isEqualTo(200);

            assertTold(
                    send("PUT", artifacts + "plots/loss.txt/x"),
                    400,
                    "'plots/loss.txt/x'",
                    "Exists",
                    ": plots/loss.txt\"");
            assertTold(send("PUT", artifacts + "plots"), 400, "'plots'", "Exists");
            assertTold(send("PUT", artifacts + "x".repeat(300)), 400, "File name too long");
            Files.createSymbolicLink(destination.resolve("out"), root);
            assertTold(send("PUT", artifacts + "out/x"), 400, "'out/x' leads out of the artifact root");

            Files.move(destination, root.resolve("moved"));
            Files.writeString(destination, "in its place");
            assertTold(send("PUT", artifacts + "plots/loss.txt"), 500, "'plots/loss.txt' could not be saved");
            assertThat(server.output())
                    .contains("PUT " + PASSED_ON + "plots/loss.txt failed: java.nio.file.")
                    .contains(destination.toString());
        }
    }

    @Test
    void ofAnArtifactInARunsOwnFolder() throws Exception {
        try (ServerProcess server = ServerProcess.start(root, Map.of(), "server", "--port", "0")) {
            String run = send("POST", server.uri() + "/api/2.0/mlflow/runs/create", "{\"experiment_id\": \"0\"}")
                    .body()
                    .replaceAll("(?s).*\"run_id\":\\s*\"(\\w+)\".*", "$1");
            String upload = server.uri() + "/ajax-api/2.0/mlflow/upload-artifact?run_uuid=" + run + "&path=";
            assertThat(send("POST", upload + "notes").statusCode()).isEqualTo(200);
            assertTold(send("POST", upload + "notes/x"), 400, "'notes/x'", "Exists", ": notes\"");
        }
    }

    private void assertTold(HttpResponse<String> answer, int status, String... what) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(what).doesNotContain(root.toString());
    }

    private static HttpResponse<String> send(String method, String uri) throws Exception {
        return send(method, uri, "text");
    }

    private static HttpResponse<String> send(String method, String uri, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
