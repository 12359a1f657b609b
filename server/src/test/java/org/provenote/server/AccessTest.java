package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.server.http.Route;
import org.provenote.server.options.CannotStart;
import org.provenote.server.options.ServerEnvironment;
import org.provenote.server.pages.Site;

class AccessTest {
    @TempDir
    Path root;

    @Test
    void noRouteOpensWithoutTheSecret() throws IOException {
        try (RunningServer server = server(Map.of("PROVENOTE_SERVER_SECRET", "s3cret"))) {
            for (Route route : Contents.of(server.backend, server.site)) {
                String path = concrete(route);
                assertThat(status(server, route.method(), path)).as(path).isEqualTo(403);
                assertThat(status(server, route.method(), path, "X-Provenote-Secret: wrong"))
                        .isEqualTo(403);
                assertThat(status(server, route.method(), path, "X-Provenote-Secret: s3cret"))
                        .isNotEqualTo(403);
            }
        }
    }

    @Test
    void noRouteOpensUnderAForeignNameOrForAForeignPage() throws IOException {
        try (RunningServer server = server(Map.of())) {
            for (Route route : Contents.of(server.backend, server.site)) {
                String path = concrete(route);
                String method = route.method();
                boolean forProbes = List.of("/health", "/version").contains(path);
                assertThat(exchange(server, method, path, "Host: evil.example")).isEqualTo(forProbes ? 200 : 403);
                assertThat(exchange(server, method, path, "Host: 127.0.0.1.evil.example:80"))
                        .isEqualTo(forProbes ? 200 : 403);
                assertThat(status(server, method, path, "Origin: http://evil.example"))
                        .isEqualTo(403);
                assertThat(status(server, method, path, "Origin: null")).isEqualTo(403);
                assertThat(status(server, method, path, "Origin: http://localhost.evil.example"))
                        .isEqualTo(403);
                assertThat(status(server, method, path, "Sec-Fetch-Site: cross-site"))
                        .isEqualTo(403);
            }
        }
    }

    /** Probes name a server by its address. Nothing beside these two opens by them, nor do they say more than that there is a server. */
    @Test
    void aProbeIsAnsweredUnderAnyNameAsByMlflow() throws IOException {
        try (RunningServer server = server(Map.of())) {
            assertThat(exchange(server, "HEAD", "/health", "Host: 192.0.2.7:5000"))
                    .isEqualTo(200);
            for (String other : List.of("//health", "/health/", "/HEALTH", "/health/../api/2.0/mlflow/runs/get")) {
                assertThat(exchange(server, "GET", other, "Host: evil.example"))
                        .as(other)
                        .isEqualTo(403);
            }
            assertThat(exchange(server, "POST", "/health", "Host: evil.example"))
                    .isEqualTo(403);
            assertThat(exchange(server, "GET", "/health", "Host: evil.example", "Origin: http://evil.example"))
                    .isEqualTo(403);
        }
    }

    /** Probes of containers and balancers have no token, and ask by address. What they are told is one word. */
    @Test
    void aProbeNeedsNoTokenAsAtMlflow() throws IOException {
        try (RunningServer server = server(Map.of("PROVENOTE_SERVER_TOKEN", "t0ken"))) {
            assertThat(exchange(server, "GET", "/health", "Host: 192.0.2.7")).isEqualTo(200);
            assertThat(exchange(server, "HEAD", "/health", "Host: 192.0.2.7")).isEqualTo(200);
            assertThat(exchange(server, "POST", "/health", "Host: 192.0.2.7")).isEqualTo(403);
            assertThat(status(server, "POST", "/health")).isEqualTo(401);
            assertThat(exchange(server, "GET", "/version", "Host: 192.0.2.7")).isEqualTo(401);
            assertThat(exchange(server, "GET", "/version", "Host: 192.0.2.7", "Authorization: Bearer t0ken"))
                    .isEqualTo(200);
            for (String other : List.of("//health", "/health/", "/HEALTH", "/health/../version")) {
                assertThat(status(server, "GET", other)).as(other).isEqualTo(401);
            }
        }
    }

    @Test
    void whatIsMeantForAnotherWorkspaceIsRefused() throws IOException {
        try (RunningServer server = server(Map.of())) {
            String path = "/api/2.0/mlflow/experiments/get?experiment_id=0";
            assertThat(status(server, "GET", path, "X-MLFLOW-WORKSPACE: team-b"))
                    .isEqualTo(400);
            assertThat(status(server, "GET", path, "X-MLFLOW-WORKSPACE: default"))
                    .isEqualTo(200);
            assertThat(status(server, "GET", "/api/3.0/mlflow/server-info", "X-MLFLOW-WORKSPACE: team-b"))
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1:5000", "[::1]:5000", "LOCALHOST:1"})
    void plainClientsOnThisMachineJustWork(String host) throws IOException {
        try (RunningServer server = server(Map.of())) {
            assertThat(exchange(server, "GET", "/health", "Host: " + host)).isEqualTo(200);
            assertThat(status(server, "GET", "/health", "Origin: http://localhost:8888"))
                    .isEqualTo(200);
        }
    }

    @Test
    void aTokenIsTakenAsBearerOrAsPassword() throws IOException {
        String basic = Base64.getEncoder().encodeToString("anyone:t0ken".getBytes(StandardCharsets.UTF_8));
        try (RunningServer server = server(Map.of("PROVENOTE_SERVER_TOKEN", "t0ken"))) {
            for (Route route : Contents.of(server.backend, server.site)) {
                if (!route.path().startsWith("/pages") && !route.path().equals("/health")) {
                    assertThat(status(server, route.method(), concrete(route))).isEqualTo(401);
                }
            }
            assertThat(status(server, "GET", "/version", "Authorization: Bearer wrong"))
                    .isEqualTo(401);
            assertThat(status(server, "GET", "/version", "Authorization: Basic !"))
                    .isEqualTo(401);
            assertThat(status(server, "GET", "/version", "Authorization: Bearer t0ken"))
                    .isEqualTo(200);
            assertThat(status(server, "GET", "/version", "Authorization: Basic " + basic))
                    .isEqualTo(200);
        }
    }

    @Test
    void ourPagesOpenWithoutTheTokenToBeReadAndNothingElseDoes() throws IOException {
        try (RunningServer server = server(Map.of("PROVENOTE_SERVER_TOKEN", "t0ken"))) {
            assertThat(status(server, "GET", "/pages/")).isEqualTo(200);
            assertThat(status(server, "GET", "/pages")).isEqualTo(302);
            assertThat(status(server, "HEAD", "/pages/index.html")).isEqualTo(200);
            assertThat(status(server, "POST", "/pages/")).isEqualTo(401);
            for (String path : List.of(
                    "/",
                    "/pages/../version",
                    "/pages/%2e%2e/version",
                    "//pages/",
                    "/pagesx",
                    "/PAGES/",
                    "/static-files/x")) {
                assertThat(status(server, "GET", path)).as(path).isIn(401, 404);
            }
            assertThat(status(server, "GET", "/")).isEqualTo(401);
        }
    }

    @Test
    void everyRefusalNamesTheTokenAndOnlyWhoNavigatesIsAskedForItByTheBrowserItself() throws IOException {
        try (RunningServer server = server(Map.of("PROVENOTE_SERVER_TOKEN", "t0ken"))) {
            assertThat(challenge(server.get("/version"))).startsWith("Basic ");
            assertThat(challenge(server.get("/version", "Sec-Fetch-Dest", "document")))
                    .startsWith("Basic ");
            assertThat(challenge(server.get("/version", "Sec-Fetch-Dest", "empty")))
                    .isEqualTo("Bearer");
            assertThat(challenge(server.get("/version", "Sec-Fetch-Dest", "empty", "Authorization", "Bearer wrong")))
                    .isEqualTo("Bearer");
        }
    }

    private static String challenge(HttpResponse<String> refusal) {
        return refusal.headers().firstValue("WWW-Authenticate").orElse("");
    }

    @Test
    void withoutATokenNobodyListensBeyondThisMachine() {
        ServerEnvironment nothing = new ServerEnvironment(name -> null);

        assertThatThrownBy(() -> Access.of(nothing, Site.NONE, "0.0.0.0", List.of(), Optional.empty()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("PROVENOTE_SERVER_TOKEN");
    }

    /** With a page, which is kept like any other route. */
    private RunningServer server(Map<String, String> environment) throws IOException {
        Path ui = Files.createDirectory(root.resolve("ui"));
        Files.writeString(ui.resolve("index.html"), "a page");
        return RunningServer.in(root, environment, new Site(Optional.of(ui), Optional.of(ui)));
    }

    private static String concrete(Route route) {
        return route.path().replaceAll("\\{[^}]*}", "x");
    }

    private static int status(RunningServer server, String method, String path, String... headers) throws IOException {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Host: 127.0.0.1:" + server.port();
        return exchange(server, method, path, all);
    }

    /** By a bare socket, since HTTP clients choose the Host themselves. */
    private static int exchange(RunningServer server, String method, String path, String... headers)
            throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            String request = method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(in.readLine().split(" ")[1]);
        }
    }
}
