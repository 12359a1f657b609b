package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.server.http.Route;
import tools.jackson.databind.JsonNode;

/** What the author of a run put in its files, a browser must not run on this server's pages. */
class ActiveContentTest {
    private static final String SCRIPT = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(
            strings = {"x.html", "x.HTM", "x.svg", "x.xhtml", "x.xml", "x.js", "x.mjs", "x.pdf", "x.swf", "x.png", "x"})
    void isAnAttachmentInASandboxByEveryWayDown(String name) throws IOException {
        try (RunningServer server = RunningServer.in(root)) {
            JsonNode run = server.postJson("/api/2.0/mlflow/runs/create", "{\"experiment_id\":\"0\"}")
                    .at("/run/info/run_id");
            JsonNode model = server.postJson("/api/2.0/mlflow/logged-models", "{\"experiment_id\":\"0\"}")
                    .at("/model/info");
            String proxied = "/api/2.0/mlflow-artifacts/artifacts/" + name;
            server.send(server.request(proxied).PUT(BodyPublishers.ofString(SCRIPT)));
            server.post("/ajax-api/2.0/mlflow/upload-artifact?run_uuid=" + run.asString() + "&path=" + name, SCRIPT);
            write(Path.of(model.path("artifact_uri").asString(), name));

            for (String path : List.of(
                    proxied,
                    "/get-artifact?run_id=" + run.asString() + "&path=" + name,
                    "/ajax-api/2.0/mlflow/logged-models/"
                            + model.path("model_id").asString() + "/artifacts/files?artifact_file_path=" + name)) {
                HttpResponse<String> answer = server.get(path);

                assertThat(answer.body()).as(path).isEqualTo(SCRIPT);
                assertThat(header(answer, "Content-Disposition")).startsWith("attachment");
                assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(header(answer, "Content-Security-Policy")).contains("sandbox", "default-src 'none'");
            }
        }
    }

    @Test
    void noAnswerOfAnyRouteIsLeftToGuessing() throws IOException {
        try (RunningServer server = RunningServer.in(root)) {
            for (Route route : Contents.of(server.backend, server.site)) {
                String path = route.path().replaceAll("\\{[^}]*}", "x");
                HttpResponse<String> answer =
                        server.send(server.request(path).method(route.method(), BodyPublishers.noBody()));

                assertThat(header(answer, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
                assertThat(header(answer, "Content-Type")).as(path).isNotEqualTo("text/html");
            }
        }
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, SCRIPT);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
