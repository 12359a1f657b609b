package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.provenote.server.RawHttp.chunked;
import static org.provenote.server.RawHttp.firstLine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.pages.Site;

/** More connections than there are threads, none of which may keep others out. */
class CrowdTest {
    @TempDir
    Path root;

    @AutoClose
    RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.in(root);
    }

    @Test
    void aHundredBodiesThatComeByteByByteKeepNobodyOut() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                slow.add(socket);
                socket.getOutputStream().write(chunked("1\r\n{\r\n"));
            }
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.getOutputStream().write(chunked("2\r\n{}\r\n0\r\n\r\n"));
                assertThat(firstLine(socket)).contains(" 200 ");
            }
        } finally {
            closeAll(slow);
        }
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
            closeAll(idle);
        }
    }

    /** Who has no token may open many connections, but hold no thread. */
    @Test
    void bodiesThatAreAnnouncedAndNeverComeKeepNobodyOut() throws IOException {
        restart(Map.of("PROVENOTE_SERVER_TOKEN", "sesame"), Site.NONE);
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 1_250; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                silent.add(socket);
                socket.getOutputStream()
                        .write(
                                "POST /api/2.0/mlflow/runs/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                assertThat(firstLine(socket)).contains(" 401 ");
            }
            assertThat(server.get("/version").statusCode()).isEqualTo(401);
        } finally {
            closeAll(silent);
        }
    }

    @Test
    void whoIsRefusedAndReadsNothingHoldsNoThread() throws IOException {
        restart(Map.of("PROVENOTE_SERVER_SECRET", "sesame"), Site.NONE);
        List<Socket> silent = new ArrayList<>();
        try {
            askAndReadNothing("/", 1_000, silent);
            assertThat(health("X-Provenote-Secret", "sesame")).isEqualTo(200);
        } finally {
            closeAll(silent);
        }
    }

    @Test
    void whoOpensPagesWithoutATokenAndReadsNothingHoldsNoThread() throws IOException {
        Path pages = Files.createDirectory(root.resolve("pages"));
        Files.writeString(pages.resolve("main.js"), "x".repeat(300_000));
        restart(Map.of("PROVENOTE_SERVER_TOKEN", "sesame"), new Site(Optional.of(pages), Optional.empty()));
        List<Socket> silent = new ArrayList<>();
        try {
            askAndReadNothing("/pages/main.js", 20, silent);
            assertThat(health("Authorization", "Bearer sesame")).isEqualTo(200);
        } finally {
            closeAll(silent);
        }
    }

    @Test
    void whatFollowsARefusedRequestIsNotAnswered() throws IOException {
        restart(Map.of("PROVENOTE_SERVER_SECRET", "sesame"), Site.NONE);
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(requests("/health", 2));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answers).startsWith("HTTP/1.1 403 ").containsOnlyOnce("HTTP/1.1");
        }
    }

    private void restart(Map<String, String> environment, Site site) throws IOException {
        server.close();
        server = RunningServer.in(root, environment, site);
    }

    /** From more connections than there are threads. */
    private void askAndReadNothing(String path, int times, List<Socket> sockets) throws IOException {
        byte[] asked = requests(path, times);
        for (int i = 0; i < 1_250; i++) {
            Socket socket = new Socket();
            sockets.add(socket);
            socket.setReceiveBufferSize(2_048);
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            try {
                socket.getOutputStream().write(asked);
            } catch (SocketException ended) {
                // By the server, which is its right.
            }
        }
    }

    private static byte[] requests(String path, int times) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .repeat(times)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private int health(String header, String value) {
        return server.send(server.request("/health", header, value).timeout(Duration.ofSeconds(20)))
                .statusCode();
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /**
     * The slow ones ask for half as much again as there is room for, so that it stays full whichever of them are refused; and
     * what is refused needs more than the few blocks that one of them gives back.
     */
    @Test
    void largeBodiesThatComeSlowlyKeepOthersOutOnlyOnceTheyHaveBroughtTooMuch() throws IOException {
        String large = "{\"max_results\":1,\"unknown\":\"" + "x".repeat(19 << 20) + "\"}";
        List<Socket> slow = new ArrayList<>();
        try {
            beginLargeBodies(10, slow);
            assertThat(server.post("/api/2.0/mlflow/experiments/search", large).statusCode())
                    .isEqualTo(200);
            beginLargeBodies(50, slow);
            HttpResponse<String> refused = server.post("/api/2.0/mlflow/experiments/search", large);
            // Until the server has read what was sent.
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (refused.statusCode() == 200 && System.nanoTime() < giveUp) {
                refused = server.post("/api/2.0/mlflow/experiments/search", large);
            }
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body())
                    .contains("REQUEST_LIMIT_EXCEEDED", "CP_REQUEST_RATE_LIMITED", "Too many large requests");
            assertThat(server.post("/api/2.0/mlflow/experiments/search", "{\"max_results\":1}")
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            closeAll(slow);
        }
    }

    /** Each brings somewhat more than two MiB of its fifteen. */
    private void beginLargeBodies(int count, List<Socket> sockets) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket("127.0.0.1", server.port());
            sockets.add(socket);
            socket.getOutputStream()
                    .write(
                            "POST /api/2.0/mlflow/runs/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 15728640\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[(2 << 20) + (64 << 10)]);
        }
    }
}
