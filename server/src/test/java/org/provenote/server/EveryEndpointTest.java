package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.Python;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every endpoint of the installed MLflow, as its server lists them, asked for without arguments. */
@Tag("integration")
class EveryEndpointTest {
    private static final String LIST = """
            from mlflow.server.handlers import get_endpoints
            for path, _, methods in get_endpoints():
                for method in methods:
                    print(method, path)
            """;

    /** What this server does not do, by the word that follows {@code /mlflow/}. A new word is a new question. */
    private static final Pattern NOT_SUPPORTED = Pattern.compile(
            "/(ajax-)?api/[23]\\.0/mlflow/(registered-models|model-versions|traces|unified-traces|get-online-trace-details"
                    + "|gateway|prompt-optimization|scorers?|datasets|issues|label-schemas|review-queues|jobs|webhooks"
                    + "|workspaces|demo|genai|server-info)(/.*)?|/graphql"
                    // A slash is missing in MLflow's own list.
                    + "|/(ajax-)?api/2\\.0mlflow/experiments/search-datasets");

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void isAnsweredInMlflowsShapeAndOnlyWhatIsSaidToBeMissingIs() throws Exception {
        List<String> wrong = new ArrayList<>();
        List<String> endpoints = endpoints();
        try (ServedFolder server = ServedFolder.in(folder)) {
            for (String endpoint : endpoints) {
                String found = fault(server.uri(), endpoint);
                if (!found.isEmpty()) {
                    wrong.add(endpoint + ": " + found);
                }
            }
        }
        assertThat(endpoints).hasSizeGreaterThan(300);
        assertThat(wrong).isEmpty();
    }

    private String fault(String server, String endpoint) throws Exception {
        String method = endpoint.split(" ")[0];
        String path = endpoint.split(" ")[1].replaceAll("<[^>]+>", "x");
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/json")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() == 200) {
            return "";
        }
        JsonNode body = json(response.body());
        String code = body.path("error_code").asString("");
        boolean shaped = !code.isEmpty() && !body.path("message").asString("").isEmpty();
        boolean expected = !code.equals("ENDPOINT_NOT_FOUND")
                || NOT_SUPPORTED.matcher(path).matches();
        return shaped && expected ? "" : response.statusCode() + " " + response.body();
    }

    private static JsonNode json(String body) {
        JsonMapper mapper = new JsonMapper();
        try {
            return mapper.readTree(body);
        } catch (JacksonException e) {
            return mapper.createObjectNode();
        }
    }

    private static List<String> endpoints() throws Exception {
        Process python = new ProcessBuilder(Python.executable(), "-c", LIST)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).isZero();
        return Stream.of(output.split("\n")).distinct().toList();
    }
}
