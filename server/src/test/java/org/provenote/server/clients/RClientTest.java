package org.provenote.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.ServedFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The requests of MLflow's R client, as it sends them where {@code make r-client} runs it. Every scalar is sent as R's
 * {@code as.character} writes it, so that 100000 is {@code "1e+05"}; what is {@code NULL} or an empty list is left out; tables
 * are lists of rows; and a run's id comes under both its names.
 */
class RClientTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private String uri = "";

    @Test
    void recordsAndReadsRuns() throws Exception {
        try (ServedFolder server = ServedFolder.in(folder)) {
            uri = server.uri();
            String experiment = setExperiment("by R");
            String run = createRun(experiment);

            post("runs/log-metric", ids(run) + """
                    "key":"rmse","value":"0.25","timestamp":"1.7e+12","step":"1e+05"}""");
            post("runs/log-metric", ids(run) + """
                    "key":"rmse","value":"NaN","timestamp":"1700000000123","step":"0"}""");
            post("runs/log-parameter", ids(run) + """
                    "key":"alpha","value":"0.5"}""");
            post("runs/set-tag", ids(run) + """
                    "key":"colour","value":"red"}""");
            post("runs/log-batch", """
                    {"run_id":"%s","metrics":[{"key":"mae","value":"Infinity","step":"3","timestamp":"1.7e+12"}],
                    "params":[{"key":"trees","value":"1e+05"}],"tags":[{"key":"kind","value":"TRUE"}]}""".formatted(run));
            post("runs/delete-tag", """
                    {"run_id":"%s","key":"kind"}""".formatted(run));
            JsonNode ended = post("runs/update", ids(run) + """
                    "status":"FINISHED","end_time":"1700000000999"}""");

            assertThat(ended.path("run_info").path("run_uuid").asString()).isEqualTo(run);
            JsonNode read = get("runs/get?run_uuid=" + run + "&run_id=" + run).path("run");
            assertThat(read.path("info").path("status").asString()).isEqualTo("FINISHED");
            assertThat(read.path("info").path("end_time").asLong()).isEqualTo(1_700_000_000_999L);
            assertThat(read.path("data").path("params").toString())
                    .contains("{\"key\":\"alpha\",\"value\":\"0.5\"}", "{\"key\":\"trees\",\"value\":\"1e+05\"}");
            assertThat(read.path("data").path("tags").toString())
                    .contains("\"red\"", "\"r-user\"")
                    .doesNotContain("TRUE");
            JsonNode history = get(
                    "metrics/get-history?run_uuid=" + run + "&run_id=" + run + "&metric_key=rmse&max_results=25000");
            assertThat(history.path("metrics").toString())
                    .isEqualTo("[{\"key\":\"rmse\",\"value\":0.25,\"timestamp\":1700000000000,\"step\":100000},"
                            + "{\"key\":\"rmse\",\"value\":\"NaN\",\"timestamp\":1700000000123,\"step\":0}]");
        }
    }

    @Test
    void searchesListsAndChanges() throws Exception {
        try (ServedFolder server = ServedFolder.in(folder)) {
            uri = server.uri();
            String experiment = setExperiment("by R");
            String run = createRun(experiment);
            post("runs/log-metric", ids(run) + """
                    "key":"r2","value":"0.9","timestamp":"1.7e+12","step":"0"}""");

            JsonNode found = post("runs/search", """
                    {"experiment_ids":["%s"],"filter":"metrics.r2 > 0.3","run_view_type":"ACTIVE_ONLY",
                    "order_by":["metrics.r2 DESC"]}""".formatted(experiment));
            assertThat(found.path("runs").path(0).path("info").path("run_uuid").asString())
                    .isEqualTo(run);
            JsonNode infos = post("runs/search", """
                    {"experiment_ids":["%s"],"run_view_type":"ALL"}""".formatted(experiment));
            assertThat(infos.path("runs").size()).isEqualTo(1);
            JsonNode experiments = post("experiments/search", """
                    {"filter":"tags.team = 'r'","view_type":"ACTIVE_ONLY","max_results":"1000"}""");
            assertThat(experiments.path("experiments").size()).isEqualTo(1);

            Files.writeString(
                    Files.createDirectories(folder.resolve("artifacts/" + experiment + "/" + run + "/artifacts"))
                            .resolve("model.rds"),
                    "model");
            JsonNode artifacts = get("artifacts/list?run_uuid=" + run + "&run_id=" + run);
            assertThat(artifacts.path("files").toString())
                    .isEqualTo("[{\"path\":\"model.rds\",\"is_dir\":false,\"file_size\":5}]");

            post("runs/delete", """
                    {"run_id":"%s"}""".formatted(run));
            post("runs/restore", """
                    {"run_id":"%s"}""".formatted(run));
            post("experiments/update", """
                    {"experiment_id":"%s","new_name":"renamed"}""".formatted(experiment));
            post("experiments/delete", """
                    {"experiment_id":"%s"}""".formatted(experiment));
            post("experiments/restore", """
                    {"experiment_id":"%s"}""".formatted(experiment));
            assertThat(get("experiments/get?experiment_id=" + experiment)
                            .path("experiment")
                            .path("name")
                            .asString())
                    .isEqualTo("renamed");
        }
    }

    /** What {@code mlflow_set_experiment} does: it looks for the error code in the answer's text. */
    private String setExperiment(String name) throws Exception {
        HttpResponse<String> unknown = send(
                HttpRequest.newBuilder(api("experiments/get-by-name?experiment_name=" + name.replace(" ", "%20"))));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("RESOURCE_DOES_NOT_EXIST");
        String id = post("experiments/create", """
                {"name":"%s"}""".formatted(name))
                .path("experiment_id")
                .asString();
        post("experiments/set-experiment-tag", """
                {"experiment_id":"%s","key":"team","value":"r"}""".formatted(id));
        return id;
    }

    private String createRun(String experiment) throws Exception {
        return post("runs/create", """
                {"experiment_id":"%s","user_id":"r-user","start_time":"1.7e+12",
                "tags":[{"key":"mlflow.user","value":"r-user"},{"key":"mlflow.source.name","value":"train.R"}]}""".formatted(experiment))
                .path("run")
                .path("info")
                .path("run_uuid")
                .asString();
    }

    private static String ids(String run) {
        return "{\"run_uuid\":\"" + run + "\",\"run_id\":\"" + run + "\",";
    }

    private JsonNode post(String path, String body) throws Exception {
        return answer(HttpRequest.newBuilder(api(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private JsonNode get(String path) throws Exception {
        return answer(HttpRequest.newBuilder(api(path)));
    }

    private JsonNode answer(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = send(request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        request.header("Accept", "application/json, text/xml, application/xml, */*");
        request.header("User-Agent", "mlflow-r-client/3.0.0");
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private URI api(String path) {
        return URI.create(uri + "/api/2.0/mlflow/" + path);
    }
}
