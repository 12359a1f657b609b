package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttackTest {
    private static final String PROXY = "/api/2.0/mlflow-artifacts/artifacts/";
    private static final String SECRET = "not for you";

    @TempDir
    Path folder;

    Path root;
    RunningServer server;

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        Files.writeString(folder.resolve("secret.txt"), SECRET);
        Files.createDirectories(root.resolve("mlartifacts/a"));
        Files.createSymbolicLink(root.resolve("mlartifacts/a/out"), folder);
        server = RunningServer.in(root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../secret.txt",
                "%2e%2e/%2e%2e/secret.txt",
                "..%2f..%2fsecret.txt",
                "%252e%252e%252f%252e%252e%252fsecret.txt",
                "a/../../../secret.txt",
                "..%5c..%5csecret.txt",
                "a%5c..%5c..%5c..%5csecret.txt",
                "/etc/passwd",
                "%2fetc/passwd",
                "//etc/passwd",
                "C:/secret.txt",
                "file:/etc/passwd",
                "file:%2f%2f%2fetc/passwd",
                "a%00/../secret.txt",
                "a/out/secret.txt",
                "a/out%2fsecret.txt",
                "..;/secret.txt",
                "a/%0a../secret.txt"
            })
    void noPathLeadsOutOfTheArtifacts(String path) throws IOException {
        String run = server.postJson("/api/2.0/mlflow/runs/create", "{\"experiment_id\":\"0\"}")
                .path("run")
                .path("info")
                .path("run_id")
                .asString();
        String model = server.postJson("/api/2.0/mlflow/logged-models", "{\"experiment_id\":\"0\"}")
                .path("model")
                .path("info")
                .path("model_id")
                .asString();
        String ofModel = "/ajax-api/2.0/mlflow/logged-models/" + model + "/artifacts/";
        List<String> answers = List.of(
                raw("GET", ofModel + "directories?artifact_directory_path=" + path),
                raw("GET", ofModel + "files?artifact_file_path=" + path),
                raw("GET", PROXY + path),
                raw("PUT", PROXY + path),
                raw("DELETE", PROXY + path),
                raw("GET", "/api/2.0/mlflow-artifacts/artifacts?path=" + path),
                raw("GET", "/get-artifact?run_id=" + run + "&path=" + path),
                raw("GET", "/api/2.0/mlflow/artifacts/list?run_id=" + run + "&path=" + path),
                raw("POST", "/ajax-api/2.0/mlflow/upload-artifact?run_uuid=" + run + "&path=" + path));

        assertThat(answers).noneMatch(answer -> answer.contains(SECRET) || answer.contains("root:"));
        assertThat(folder.resolve("secret.txt")).hasContent(SECRET);
        try (var entries = Files.list(folder)) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .containsExactlyInAnyOrder("root", "secret.txt");
        }
    }

    @Test
    void whatAnArtifactHoldsIsNeverRunOnOurPages() {
        String page = "<script>alert(1)</script>";
        server.send(server.request(PROXY + "x.html").PUT(BodyPublishers.ofString(page)));

        HttpResponse<String> answer = server.get(PROXY + "x.html");

        assertThat(answer.body()).isEqualTo(page);
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("sandbox");
    }

    @Test
    void aBodyOf100MegabytesIsRefusedAtOnce() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("POST /api/2.0/mlflow/runs/log-batch HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 104857600\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(firstLine(socket)).contains(" 413 ");
        }
    }

    @Test
    void deepJsonAndLongNamesAndFiltersGetAClearRefusal() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        String filter = String.join(" and ", java.util.Collections.nCopies(10_000, "params.a = 'b'"));

        assertThat(server.post("/api/2.0/mlflow/runs/search", "{\"order_by\":" + deep + "}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.post("/api/2.0/mlflow/experiments/create", "{\"name\":\"" + "x".repeat(10_000) + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.post(
                                "/api/2.0/mlflow/runs/search",
                                "{\"experiment_ids\":[\"0\"],\"filter\":\"" + filter + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void aThousandConnectionsThatSayNothingOrLittleKeepNobodyOut() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                idle.add(socket);
                if (i % 2 == 0) {
                    socket.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
                }
            }
            assertThat(server.get("/health").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    /** By a bare socket, since HTTP clients tidy paths. */
    private String raw(String method, String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            String body = method.equals("GET") ? "" : "overwritten";
            out.write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String firstLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }
}
