package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
    private static final String FILE = "/api/2.0/mlflow-artifacts/artifacts/film.bin";

    @TempDir
    Path root;

    @AutoClose
    RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.in(root);
        server.send(server.request(FILE).PUT(BodyPublishers.ofString("0123456789")));
    }

    /** As MLflow's server names them: with quotes escaped, and letters that are not ASCII by the side. */
    @ParameterizedTest
    @CsvSource({
        "a%20b.txt, 'attachment; filename=\"a b.txt\"'",
        "it%27s;b.txt, 'attachment; filename=\"it''s;b.txt\"'",
        "a%22b.txt, 'attachment; filename=\"a\\\"b.txt\"'",
        "a%5Cb.txt, 'attachment; filename=\"a\\\\b.txt\"'",
        "%E6%97%A5%E6%9C%AC, 'attachment; filename=\"download\"; filename*=UTF-8''''%E6%97%A5%E6%9C%AC'",
        "%C3%A9.txt, 'attachment; filename=\"e.txt\"; filename*=UTF-8''''%C3%A9.txt'"
    })
    void aFileIsSavedUnderItsName(String file, String disposition) {
        String path = FILE.replace("film.bin", file);
        server.send(server.request(path).PUT(BodyPublishers.ofString("x")));
        assertThat(server.get(path).headers().firstValue("Content-Disposition")).contains(disposition);
    }

    @Test
    void whatHasNoBodyHasNoType() {
        HttpResponse<String> put = server.send(server.request(FILE).PUT(BodyPublishers.ofString("x")));
        String mark = server.get(FILE).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> unchanged = server.get(FILE, "If-None-Match", mark);
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(List.of(put, unchanged))
                .allSatisfy(answer ->
                        assertThat(answer.headers().firstValue("Content-Type")).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 206, 0123, bytes 0-3/10",
        "bytes=4-, 206, 456789, bytes 4-9/10",
        "bytes=-3, 206, 789, bytes 7-9/10",
        "bytes=-30, 206, 0123456789, bytes 0-9/10",
        "bytes=8-99, 206, 89, bytes 8-9/10",
        "bytes=3-2, 200, 0123456789, ",
        "'bytes=0-1,4-5', 200, 0123456789, ",
        "bytes=-, 200, 0123456789, ",
        "lines=0-1, 200, 0123456789, ",
        "bytes=99999999999999999999-, 200, 0123456789, "
    })
    void aPartOfAFileIsWhatTheRangeSays(String range, int status, String content, String place) {
        HttpResponse<String> answer = server.get(FILE, "Range", range);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(content);
        assertThat(answer.headers().firstValue("Content-Range").orElse(null)).isEqualTo(place);
    }

    /** As old files have it, and who names the server's own address as the root of artifacts. */
    @Test
    void theArtifactsOfARunAtTheAddressOfAServerAreThoseThatThisOnePassesOn() throws Exception {
        String run = server.postJson("/api/2.0/mlflow/runs/create", "{\"experiment_id\":\"0\"}")
                .path("run")
                .path("info")
                .path("run_id")
                .asString();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("mlflow.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE runs SET artifact_uri = 'http://other:1/api/2.0/mlflow-artifacts/artifacts/at'");
        }
        server.send(
                server.request("/api/2.0/mlflow-artifacts/artifacts/at/a.txt").PUT(BodyPublishers.ofString("a")));
        assertThat(server.get("/get-artifact?run_id=&run_uuid=" + run + "&path=a.txt")
                        .body())
                .isEqualTo("a");
        assertThat(server.get("/api/2.0/mlflow/artifacts/list?run_id=" + run).body())
                .contains("a.txt");
    }

    @ParameterizedTest
    @CsvSource({"bytes=10-", "bytes=-0", "bytes=100-200"})
    void aPartBeyondTheEndIsRefusedWithTheSize(String range) {
        HttpResponse<String> answer = server.get(FILE, "Range", range);
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("Content-Range")).hasValue("bytes */10");
    }

    @Test
    void aPartIsSentToWhoHasTheRestOfThisVeryFile() {
        HttpResponse<String> whole = server.get(FILE);
        String tag = header(whole, "ETag");
        assertThat(server.get(FILE, "Range", "bytes=2-", "If-Range", tag).body())
                .isEqualTo("23456789");
        // The time is that of another content, too, where a file is written twice within a second.
        for (String other : List.of("\"x\"", "W/" + tag, header(whole, "Last-Modified"), "yesterday")) {
            assertThat(server.get(FILE, "Range", "bytes=2-", "If-Range", other).body())
                    .isEqualTo("0123456789");
        }
    }

    @Test
    void aFileIsSentAgainOnlyOnceItHasChanged() {
        HttpResponse<String> whole = server.get(FILE);
        String tag = header(whole, "ETag");
        for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
            HttpResponse<String> again = server.get(FILE, "If-None-Match", known);
            assertThat(again.statusCode()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers().firstValue("Content-Length"))
                    .as("it would be said of the file")
                    .isEmpty();
            assertThat(header(again, "ETag")).isEqualTo(tag);
        }
        String time = header(whole, "Last-Modified");
        assertThat(server.get(FILE, "If-Modified-Since", time).statusCode()).isEqualTo(304);
        assertThat(server.get(FILE, "If-Modified-Since", time, "If-None-Match", "\"x\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.get(FILE, "If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(200);

        server.send(server.request(FILE).PUT(BodyPublishers.ofString("9876543210")));
        HttpResponse<String> changed = server.get(FILE, "If-None-Match", tag);
        assertThat(changed.body()).isEqualTo("9876543210");
        assertThat(header(changed, "ETag")).isNotEqualTo(tag);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }

    @Test
    void aFileThatGrowsWhileItIsSentArrivesAsLongAsItWasAnnounced() throws Exception {
        byte[] log = new byte[(32 << 20) + 100];
        server.send(server.request(FILE).PUT(BodyPublishers.ofByteArray(log)));
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(server.request(FILE).GET().build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            body.read();
            Files.writeString(root.resolve("mlartifacts/film.bin"), "more", StandardOpenOption.APPEND);
            assertThat(body.readAllBytes()).hasSize(log.length - 1);
        }
    }

    @Test
    void aFileThatIsReplacedWhileItIsFetchedArrivesAsTheOldOneOrTheNew() throws Exception {
        Path place = root.resolve("mlartifacts/film.bin");
        List<String> contents = List.of("a".repeat(10), "b".repeat(70_000), "c".repeat(3_000));
        AtomicBoolean enough = new AtomicBoolean();
        Thread replacing = new Thread(() -> {
            for (int i = 0; !enough.get(); i++) {
                try {
                    Path other = Files.writeString(root.resolve("other"), contents.get(i % contents.size()));
                    Files.move(other, place, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        replacing.start();
        try {
            for (int i = 0; i < 2_000; i++) {
                assertThat(server.get(FILE).body())
                        .isIn("0123456789", contents.get(0), contents.get(1), contents.get(2));
            }
        } finally {
            enough.set(true);
            replacing.join();
        }
    }

    /** Who opens it waits until somebody writes into it, which may be never. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no such files")
    @Timeout(120)
    void aPipeAmongTheArtifactsIsNone() throws Exception {
        Path pipe = root.resolve("mlartifacts/pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(server.get(FILE.replace("film.bin", "pipe")).statusCode()).isEqualTo(404);
        assertThat(server.get("/api/2.0/mlflow-artifacts/artifacts").body())
                .contains("film.bin")
                .doesNotContain("pipe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%20", "%20%20", "a/"})
    void aFileWithoutANameIsNotTaken(String name) {
        String path = FILE.replace("film.bin", name);
        HttpResponse<String> answer = server.send(server.request(path).PUT(BodyPublishers.ofString("x")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(root.resolve("mlartifacts")).isDirectoryNotContaining(file -> !file.endsWith("film.bin"));
    }

    @Test
    void headSaysTheSizeOfTheFile() {
        HttpResponse<String> answer = server.send(server.request(FILE).method("HEAD", BodyPublishers.noBody()));
        assertThat(answer.headers().firstValue("Content-Length")).hasValue("10");
        assertThat(answer.body()).isEmpty();
    }
}
