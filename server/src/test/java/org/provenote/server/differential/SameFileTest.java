package org.provenote.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.ServedFolder;
import org.provenote.testing.MlflowServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Both servers on one {@code mlflow.db} at one time. */
@Tag("integration")
class SameFileTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int RUNS_EACH = 20;

    private static final String RUN = """
            apiError { helpUrl code message }
            %s {
              info { runName status runUuid experimentId artifactUri endTime lifecycleStage startTime userId }
              experiment { experimentId name tags { key value } artifactLocation lifecycleStage lastUpdateTime }
              modelVersions { status version name source }
              data { metrics { key value step timestamp } params { key value } tags { key value } }
              inputs {
                datasetInputs { dataset { digest name profile schema source sourceType } tags { key value } }
                modelInputs { modelId }
              }
              outputs { modelOutputs { modelId step } }
              __typename
            }""";

    @TempDir
    Path folder;

    @Test
    void bothSeeEachOthersRunsAndAnswerTheUisQueriesAlike() throws Exception {
        try (MlflowServer mlflow = MlflowServer.in(folder);
                ServedFolder server = ServedFolder.in(folder)) {
            String ours = log(server.uri(), "by ours");
            String theirs = log(mlflow.url(), "by theirs");
            bothWriteAtOnce(mlflow.url(), server.uri());

            for (String uri : List.of(mlflow.url(), server.uri())) {
                assertThat(names(uri)).contains("by ours", "by theirs").hasSize(2 + 2 * RUNS_EACH);
            }
            for (String run : List.of(ours, theirs)) {
                for (String body : queries(run)) {
                    JsonNode expected = post(mlflow.url() + "/graphql", body);
                    JsonNode actual = post(server.uri() + "/graphql", body);
                    assertHolds(expected, actual, body + "\n" + expected + "\n" + actual);
                }
            }
        }
    }

    private static void bothWriteAtOnce(String mlflow, String server) throws Exception {
        List<Thread> writers = Stream.of(mlflow, server)
                .map(uri -> new Thread(() -> {
                    for (int i = 0; i < RUNS_EACH; i++) {
                        log(uri, "run " + i);
                    }
                }))
                .toList();
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
    }

    /** A run with a param, points of metrics, one of which is no number, and a dataset. */
    private static String log(String uri, String name) {
        String run = post(
                        uri + "/api/2.0/mlflow/runs/create",
                        "{\"experiment_id\":\"0\",\"user_id\":\"ada\",\"start_time\":1,\"run_name\":\"" + name + "\"}")
                .path("run")
                .path("info")
                .path("run_id")
                .asString();
        post(uri + "/api/2.0/mlflow/runs/log-batch", """
                {"run_id":"%s","params":[{"key":"depth","value":"3"}],
                 "metrics":[{"key":"loss","value":0.5,"timestamp":5000000000,"step":0},
                            {"key":"loss","value":0.25,"timestamp":5000000001,"step":1},
                            {"key":"odd","value":"NaN","timestamp":3,"step":0}]}""".formatted(run));
        post(uri + "/api/2.0/mlflow/runs/log-inputs", """
                {"run_id":"%s","datasets":[{"tags":[{"key":"mlflow.data.context","value":"training"}],
                 "dataset":{"name":"d","digest":"1","source_type":"local","source":"{}"}}]}""".formatted(run));
        return run;
    }

    private static List<String> names(String uri) {
        return post(uri + "/api/2.0/mlflow/runs/search", "{\"experiment_ids\":[\"0\"]}").path("runs").values().stream()
                .map(run -> run.path("info").path("run_name").asString())
                .toList();
    }

    /** The four queries of MLflow's UI, and two that find nothing. */
    private static List<String> queries(String run) {
        String getRun = "query GetRun($data: MlflowGetRunInput!) { mlflowGetRun(input: $data) { %s } }"
                .formatted(RUN.formatted("run"));
        String getExperiment = """
                query MlflowGetExperimentQuery($input: MlflowGetExperimentInput!) { mlflowGetExperiment(input: $input) {
                  apiError { code message }
                  experiment { artifactLocation creationTime effectiveTraceArchivalRetention experimentId lastUpdateTime
                    lifecycleStage name tags { key value } } } }""";
        return List.of(
                body("GetRun", getRun, "{\"data\":{\"runId\":\"%s\"}}".formatted(run)),
                body("GetRun", getRun, "{\"data\":{\"runId\":\"%s\"}}".formatted("0".repeat(32))),
                body(
                        "SearchRuns",
                        "query SearchRuns($data: MlflowSearchRunsInput!) { mlflowSearchRuns(input: $data) { %s } }"
                                .formatted(RUN.formatted("runs")),
                        "{\"data\":{\"filter\":\"attributes.run_id = '%s'\",\"experimentIds\":[\"0\"]}}"
                                .formatted(run)),
                body("GetMetricHistoryBulkInterval", """
                        query GetMetricHistoryBulkInterval($data: MlflowGetMetricHistoryBulkIntervalInput!) {
                          mlflowGetMetricHistoryBulkInterval(input: $data) {
                            __typename metrics { timestamp step runId key value } apiError { code message } } }""", """
                        {"data":{"runIds":["%s"],"metricKey":"loss","startStep":null,"endStep":null,"maxResults":320}}""".formatted(run)),
                body("MlflowGetExperimentQuery", getExperiment, "{\"input\":{\"experimentId\":\"0\"}}"),
                body("MlflowGetExperimentQuery", getExperiment, "{\"input\":{\"experimentId\":\"99\"}}"));
    }

    private static String body(String operation, String query, String variables) {
        return JSON.createObjectNode()
                .put("operationName", operation)
                .put("query", query)
                .set("variables", JSON.readTree(variables))
                .toString();
    }

    /** Whether {@code actual} has all that {@code expected} has: fields that were not selected come too. */
    private static void assertHolds(JsonNode expected, JsonNode actual, String where) {
        if (expected.isObject()) {
            expected.properties()
                    .forEach(field ->
                            assertHolds(field.getValue(), actual.path(field.getKey()), where + "\n" + field.getKey()));
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(where).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertHolds(expected.get(i), actual.path(i), where + "\n" + i);
            }
        } else {
            assertThat(actual).as(where).isEqualTo(expected);
        }
    }

    private static JsonNode post(String uri, String json) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(json))
                    .build();
            var answer = HTTP.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("%s %s", uri, answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
