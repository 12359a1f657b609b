package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** In front of a server that is slow, or refuses. */
class StoreBehindTest {
    private static final String EXPERIMENTS = "/provenote/experiments?max_results=1";

    private static final String LAST_RUNS = "/api/2.0/mlflow/runs/search";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    @TempDir
    Path root;

    @AutoClose
    private ServerBehind behind;

    @AutoClose
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        behind = ServerBehind.answering(this::answer);
        server = RunningServer.before(behind.uri(), root, Map.of("PROVENOTE_SERVER_TOKEN", "t0ken"));
    }

    @Test
    void thePageOfItsExperimentsNamesTheNextOne() {
        JsonNode page = getJson(EXPERIMENTS);

        assertThat(page.path("experiments").size()).isOne();
        assertThat(page.path("next_page_token").asString()).isEqualTo("more");
    }

    @Test
    void openPagesOfItsExperimentsShareWhatTookLong() {
        assertThat(getJson(EXPERIMENTS)).isEqualTo(getJson(EXPERIMENTS));
        assertThat(asked).containsOnlyOnce(LAST_RUNS);

        getJson("/provenote/experiments?max_results=2");
        assertThat(asked)
                .filteredOn(LAST_RUNS::equals)
                .as("for another question")
                .hasSize(2);
    }

    /** A page tells by this header whose credentials are wanted: its user's for this server, or this server's for the other. */
    @Test
    void whatItRefusesThisServerDoesNotLookLikeAMissingToken() {
        status = 401;

        HttpResponse<String> refused = get(EXPERIMENTS);
        HttpResponse<String> withoutToken = server.get(EXPERIMENTS, "Sec-Fetch-Dest", "empty");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("UNAUTHENTICATED", "MLFLOW_TRACKING_TOKEN");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(withoutToken.statusCode()).isEqualTo(401);
        assertThat(withoutToken.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    /** They would lead to other addresses there, with the credentials of who started this server. */
    @ParameterizedTest
    @ValueSource(strings = {".", "..", "%2e", "%2e%2e", "%2E.", "..%5Cruns", "x%5C.."})
    void noNameOfAModelOrTagLeadsElsewhereThere(String name) {
        for (String question : List.of(
                "GET /logged-models/" + name,
                "GET /logged-models/" + name + "?allow_deleted=true",
                "PATCH /logged-models/" + name,
                "DELETE /logged-models/" + name,
                "PATCH /logged-models/" + name + "/tags",
                "DELETE /logged-models/" + name + "/tags/key",
                "DELETE /logged-models/m-1/tags/" + name,
                "GET /logged-models/" + name + "/artifacts/directories",
                "GET /logged-models/" + name + "/artifacts/files?artifact_file_path=x",
                "POST /logged-models/" + name + "/params")) {
            HttpResponse<String> answer = ask(question, name);

            assertThat(answer.statusCode()).as(question).isEqualTo(400);
            assertThat(answer.body()).as(question).contains("INVALID_PARAMETER_VALUE", "Invalid name");
        }
        // The one that this server asks as it starts.
        assertThat(asked).isSubsetOf("/api/2.0/mlflow/experiments/search");
    }

    private HttpResponse<String> ask(String question, String name) {
        String model = "{\"model_id\":\""
                + URLDecoder.decode(name, StandardCharsets.UTF_8).replace("\\", "\\\\") + "\",";
        String[] methodAndPath = question.split(" ", 2);
        String body = switch (methodAndPath[0]) {
            case "PATCH" -> model + "\"status\":\"LOGGED_MODEL_READY\",\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}";
            case "POST" -> model + "\"params\":[{\"key\":\"a\",\"value\":\"b\"}]}";
            default -> "";
        };
        return server.send(server.request(
                        "/api/2.0/mlflow" + methodAndPath[1],
                        "Authorization",
                        "Bearer t0ken",
                        "Content-Type",
                        "application/json")
                .method(methodAndPath[0], HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode getJson(String path) {
        return RunningServer.json(get(path));
    }

    private HttpResponse<String> get(String path) {
        return server.get(path, "Authorization", "Bearer t0ken", "Sec-Fetch-Dest", "empty");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        await();
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"team\"");
        ServerBehind.answer(
                exchange,
                status,
                path.endsWith("experiments/search")
                        ? "{\"experiments\":[{\"experiment_id\":\"7\",\"name\":\"x\",\"artifact_location\":\"\","
                                + "\"lifecycle_stage\":\"active\"}],\"next_page_token\":\"more\"}"
                        : "{}");
    }

    private static void await() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
