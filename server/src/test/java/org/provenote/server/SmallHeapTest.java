package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server on a machine or in a container of one GB, whose JVM takes a quarter of it. */
@Tag("integration")
class SmallHeapTest {
    private static final Map<String, String> SMALL = Map.of("JAVA_TOOL_OPTIONS", "-Xmx256m -XX:+UseSerialGC");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path root;

    private ServerProcess server;
    private final List<Socket> silent = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = ServerProcess.start(root, SMALL, "server", "--port", "0", "--root", root.toString());
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        for (Socket socket : silent) {
            socket.close();
        }
    }

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void hundredsOfBodiesThatStopBelowAMegabyteKeepNobodyOutAndLetTheServerEnd() throws Exception {
        URI uri = URI.create(server.uri());
        for (int i = 0; i < 400; i++) {
            beginBody(uri.getPort());
        }
        assertThat(ask(uri.resolve("/health"), "GET", "")).isEqualTo(200);
        assertThat(ask(uri.resolve("/api/2.0/mlflow/runs/search"), "POST", "{\"experiment_ids\":[\"0\"]}"))
                .isEqualTo(200);
        assertThat(server.endsWithin(Duration.ofSeconds(20))).isTrue();
        assertThat(server.output()).doesNotContain("OutOfMemoryError");
    }

    /** All but its last bytes. */
    private void beginBody(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        silent.add(socket);
        byte[] body = ("{\"x\":\"" + "a".repeat(1_030_000)).getBytes(StandardCharsets.US_ASCII);
        socket.getOutputStream()
                .write(
                        ("POST /api/2.0/mlflow/runs/log-batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: " + (body.length + 2) + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
    }

    private static int ask(URI uri, String method, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        return answer.statusCode();
    }
}
