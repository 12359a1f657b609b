package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.provenote.server.RawHttp.chunked;
import static org.provenote.server.RawHttp.firstLine;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.server.pages.Site;

class AttackTest {
    private static final int REFUSED = 400;

    @TempDir
    Path root;

    @AutoClose
    RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.in(root);
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

    /** As Python's urllib and http.client send it. */
    @Test
    void whoSendsAllOf100MegabytesBeforeReadingReadsTheRefusal() throws IOException {
        byte[] mebibyte = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/2.0/mlflow/runs/log-batch HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Type: application/json\r\nContent-Length: 104857600\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int sent = 0; sent < 100; sent++) {
                out.write(mebibyte);
            }
            assertThat(firstLine(socket)).contains(" 413 ");
        }
    }

    @Test
    void aBodyWithoutAnAnnouncedEndIsCutOff() throws IOException {
        byte[] chunk = ("100000\r\n" + "x".repeat(1 << 20) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/2.0/mlflow/runs/log-batch HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            // Limits.BODY_BYTES and what is read on so that the sender sees the refusal.
            for (int mebibyte = 0; mebibyte < 21; mebibyte++) {
                out.write(chunk);
            }
            assertThat(firstLine(socket)).contains(" 413 ");
        }
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2", "0x2", "FFFFFFFFFFFFFFFF", "2;"})
    void aBodyInChunksThatAreNoneIsRefused(String size) throws IOException {
        String extension = size.endsWith(";") ? "x".repeat(1 << 20) : "";
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(chunked(size + extension + "\r\n{}\r\n0\r\n\r\n"));
            assertThat(firstLine(socket)).contains(" 400 ");
        }
    }

    /** A proxy that knows no chunks would take what follows for another's request. */
    @Test
    void chunksOfHttp10EndTheConnection() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("POST /api/2.0/mlflow/runs/search HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n"
                                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + "2\r\n{}\r\n0\r\n\r\nGET /health HTTP/1.0\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("Connection: close")
                    .containsOnlyOnce("HTTP/1.1 ");
        }
    }

    /** What was compressed would be taken for what it says; and another server on the way may see another end of the request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip, chunked",
                "identity, chunked",
                "gzip\r\nTransfer-Encoding: chunked",
                "gzip",
                "chunked, gzip"
            })
    void aBodyInACodingThatIsNotReadIsRefused(String coding) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            String request =
                    new String(chunked("18\r\n{\"experiment_ids\":[\"0\"]}\r\n0\r\n\r\n"), StandardCharsets.US_ASCII);
            socket.getOutputStream()
                    .write(request.replace("Transfer-Encoding: chunked", "Transfer-Encoding: " + coding)
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(firstLine(socket)).containsPattern(" (501|400) ");
        }
    }

    @Test
    void aBodyThatComesByteByByteIsGivenUp() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(chunked("1\r\n{\r\n"));
            while (socket.getInputStream().available() == 0) {
                Thread.sleep(500);
                out.write("1\r\n \r\n".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(firstLine(socket)).contains(" 408 ");
        }
    }

    /** Of many answers, since the system takes some of them at once whoever reads them. */
    @Test
    @Tag("integration")
    void anAnswerThatIsTakenByteByByteIsGivenUp() throws Exception {
        int answers = 80;
        int length = 100_000;
        Path pages = Files.createDirectory(root.resolve("pages"));
        Files.writeString(pages.resolve("main.js"), "x".repeat(length));
        server.close();
        server = RunningServer.in(root, Map.of(), new Site(Optional.of(pages), Optional.empty()));
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(2_048);
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            socket.getOutputStream()
                    .write("GET /pages/main.js HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .repeat(answers)
                            .getBytes(StandardCharsets.US_ASCII));
            int taken = 0;
            // Twice Limits.GRACE and 6 s for as many bytes: the first one to wait may lack a few only.
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(36); System.nanoTime() < end; ) {
                taken += socket.getInputStream().readNBytes(200).length;
                Thread.sleep(200);
            }
            assertThat(taken + rest(socket)).isLessThan(answers * length);
        }
    }

    private static int rest(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes().length;
        } catch (IOException cutOff) {
            return 0;
        }
    }

    @Test
    void twentyMegabytesOfSmallValuesAreRefused() {
        String many = "{\"experiment_ids\":[" + "1,".repeat(9_000_000) + "1]}";
        assertThat(server.post("/api/2.0/mlflow/runs/search", many).statusCode())
                .isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "NOT ", "NOT (", "params.a = 'b' OR (", "((((params.a = 'b') AND "})
    void aFilterTenThousandDeepIsRefused(String level) {
        String filter = level.repeat(10_000) + "params.a = 'b'" + ")".repeat(level.contains("(") ? 10_000 : 0);
        for (String search : List.of("runs", "experiments", "logged-models")) {
            HttpResponse<String> answer = server.post(
                    "/api/2.0/mlflow/" + search + "/search",
                    "{\"experiment_ids\":[\"0\"],\"max_results\":1,\"filter\":\"" + filter + "\"}");
            assertThat(answer.statusCode()).as(search + answer.body()).isEqualTo(REFUSED);
            assertThat(answer.body().length()).as("it quotes a part only").isLessThan(2_000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs/log-metric {\"run_id\":\"RUN\",\"key\":\"huge\",\"value\":NUMBER,\"timestamp\":1}",
                "runs/log-batch {\"run_id\":\"RUN\",\"metrics\":[{\"key\":\"huge\",\"value\":NUMBER,\"timestamp\":1}]}"
            })
    void aWholeNumberBeyondEveryRealOneIsRefusedAndNothingIsLogged(String request) {
        String run = server.postJson("/api/2.0/mlflow/runs/create", "{\"experiment_id\":\"0\",\"start_time\":1}")
                .at("/run/info/run_id")
                .stringValue();
        String[] parts = request.split(" ", 2);
        String body = parts[1].replace("RUN", run).replace("NUMBER", "9".repeat(400));
        assertThat(server.post("/api/2.0/mlflow/" + parts[0], body).statusCode())
                .isEqualTo(400);
        assertThat(server.getJson("/api/2.0/mlflow/runs/get?run_id=" + run)
                        .at("/run/data")
                        .has("metrics"))
                .isFalse();
    }

    @Test
    void namesOfTenThousandCharactersAreRefusedWhereverMlflowLimitsThem() {
        String run = server.postJson("/api/2.0/mlflow/runs/create", "{\"experiment_id\":\"0\"}")
                .at("/run/info/run_id")
                .asString();
        String name = "x".repeat(10_000);
        String of = "{\"run_id\":\"" + run + "\",";
        for (String[] asked : new String[][] {
            {"experiments/set-experiment-tag", "{\"experiment_id\":\"0\",\"key\":\"" + name + "\",\"value\":\"\"}"},
            {"runs/log-parameter", of + "\"key\":\"" + name + "\",\"value\":\"\"}"},
            {"runs/log-metric", of + "\"key\":\"" + name + "\",\"value\":1,\"timestamp\":1}"},
            {"runs/set-tag", of + "\"key\":\"" + name + "\",\"value\":\"\"}"},
            {"runs/log-batch", of + "\"metrics\":[{\"key\":\"" + name + "\",\"value\":1,\"timestamp\":1}]}"},
            {"runs/log-inputs", of + "\"datasets\":[{\"dataset\":{\"name\":\"" + name + "\",\"digest\":\"d\"}}]}"}
        }) {
            HttpResponse<String> answer = server.post("/api/2.0/mlflow/" + asked[0], asked[1]);
            assertThat(answer.statusCode()).as(asked[0] + answer.body()).isEqualTo(REFUSED);
            assertThat(answer.body().length()).as("it quotes a part only").isLessThan(2_000);
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

    /** SQLite calls itself for each wildcard of a pattern: enough of them overflow the stack, which ends the process. */
    @ParameterizedTest
    @ValueSource(strings = {"runs", "experiments", "logged-models"})
    void aPatternOfTenThousandWildcardsIsRefused(String search) {
        String run = server.postJson("/api/2.0/mlflow/runs/create", "{\"experiment_id\":\"0\"}")
                .at("/run/info/run_id")
                .asString();
        String text = "a".repeat(8_000);
        server.post(
                "/api/2.0/mlflow/runs/set-tag",
                "{\"run_id\":\"" + run + "\",\"key\":\"t\",\"value\":\"" + text + "\"}");
        server.post(
                "/api/2.0/mlflow/experiments/set-experiment-tag",
                "{\"experiment_id\":\"0\",\"key\":\"t\",\"value\":\"" + text.substring(0, 5_000) + "\"}");
        server.post(
                "/api/2.0/mlflow/logged-models",
                "{\"experiment_id\":\"0\",\"tags\":[{\"key\":\"t\",\"value\":\"" + text + "\"}]}");

        HttpResponse<String> answer = server.post(
                "/api/2.0/mlflow/" + search + "/search",
                "{\"experiment_ids\":[\"0\"],\"max_results\":5,\"filter\":\"tags.t LIKE '" + "%a".repeat(10_000)
                        + "'\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 300, 5_000})
    void aSearchInAnOrderOfHundredsOfParamsIsRefused(int count) {
        String order =
                IntStream.range(0, count).mapToObj(i -> "\"params.a" + i + "\"").collect(Collectors.joining(","));
        HttpResponse<String> answer =
                server.post("/api/2.0/mlflow/runs/search", "{\"experiment_ids\":[\"0\"],\"order_by\":[" + order + "]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "params.", "'", "a."})
    void aFilterOfMillionsOfCharactersIsRefused(String part) {
        String filter = part.repeat(18_000_000 / part.length());
        HttpResponse<String> answer = server.post(
                "/api/2.0/mlflow/runs/search", "{\"experiment_ids\":[\"0\"],\"filter\":\"" + filter + "\"}");
        assertThat(answer.statusCode()).isEqualTo(REFUSED);
    }

    @Test
    void aBodyThatBreaksOffOrIsNoneIsTheClientsFault() throws IOException {
        for (String body :
                List.of("Transfer-Encoding: chunked\r\n\r\nzz\r\n", "Transfer-Encoding: chunked\r\n\r\n5\r\nab")) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.getOutputStream()
                        .write(("PUT /api/2.0/mlflow-artifacts/artifacts/x HTTP/1.1\r\nHost: localhost\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                assertThat(firstLine(socket)).contains(" 400 ");
            }
        }
    }
}
