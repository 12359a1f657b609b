package org.provenote.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.ServedFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The {@code curl} of the machine, as a shell script would call it. */
@Tag("integration")
class CurlTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    @Test
    void recordsFindsAndReadsARun() throws Exception {
        try (ServedFolder server = ServedFolder.in(folder)) {
            String api = server.uri() + "/api/2.0/mlflow";
            String experiment = post(api + "/experiments/create", "{\"name\":\"by curl\"}")
                    .path("experiment_id")
                    .asString();
            String run = post(
                            api + "/runs/create",
                            "{\"experiment_id\":\"" + experiment + "\",\"start_time\":1700000000000}")
                    .path("run")
                    .path("info")
                    .path("run_id")
                    .asString();
            String ofRun = "{\"run_id\":\"" + run + "\",";
            post(api + "/runs/log-metric", ofRun + "\"key\":\"r2\",\"value\":0.9,\"timestamp\":1700000000001}");
            post(api + "/runs/log-parameter", ofRun + "\"key\":\"depth\",\"value\":\"3\"}");
            post(api + "/runs/update", ofRun + "\"status\":\"FINISHED\"}");

            JsonNode read = json(curl(api + "/runs/get?run_id=" + run)).path("run");
            assertThat(read.path("info").path("status").asString()).isEqualTo("FINISHED");
            assertThat(read.path("data").path("params").path(0).path("value").asString())
                    .isEqualTo("3");
            JsonNode found = post(
                    api + "/runs/search",
                    "{\"experiment_ids\":[\"" + experiment + "\"],\"filter\":\"metrics.r2 > 0.3\"}");
            assertThat(found.path("runs").path(0).path("info").path("run_id").asString())
                    .isEqualTo(run);

            Path model = Files.writeString(folder.resolve("model.bin"), "weights");
            String artifact = server.uri() + "/api/2.0/mlflow-artifacts/artifacts/" + experiment + "/" + run
                    + "/artifacts/model.bin";
            curl("--upload-file", model.toString(), artifact);
            assertThat(curl(server.uri() + "/get-artifact?path=model.bin&run_id=" + run))
                    .isEqualTo("weights");
        }
    }

    private JsonNode post(String url, String body) throws Exception {
        // As MLflow's, the server takes JSON by its name only, and curl calls a body a form when nobody says otherwise.
        return json(curl("--header", "Content-Type: application/json", "--data", body, url));
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    private String curl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--fail-with-body"));
        command.addAll(List.of(arguments));
        Process curl = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor()).as(command + ": " + output).isZero();
        return output;
    }
}
