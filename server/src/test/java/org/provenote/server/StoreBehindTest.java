package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** In front of a server that is slow, or refuses. */
class StoreBehindTest {
    private static final String EXPERIMENTS = "/provenote/experiments?max_results=1";

    private static final String LAST_RUNS = "/api/2.0/mlflow/runs/search";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    @TempDir
    Path root;

    private HttpServer behind;
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        behind = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        behind.createContext("/", this::answer);
        behind.start();
        server = RunningServer.before(
                "http://127.0.0.1:" + behind.getAddress().getPort(), root, Map.of("PROVENOTE_SERVER_TOKEN", "t0ken"));
    }

    @AfterEach
    void stop() {
        server.close();
        behind.stop(0);
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

    private JsonNode getJson(String path) {
        return RunningServer.json(get(path));
    }

    private HttpResponse<String> get(String path) {
        return server.get(path, "Authorization", "Bearer t0ken", "Sec-Fetch-Dest", "empty");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        exchange.getRequestBody().readAllBytes();
        await();
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"team\"");
        byte[] body = (path.endsWith("experiments/search")
                        ? "{\"experiments\":[{\"experiment_id\":\"7\",\"name\":\"x\",\"artifact_location\":\"\","
                                + "\"lifecycle_stage\":\"active\"}],\"next_page_token\":\"more\"}"
                        : "{}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void await() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
