package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.server.pages.Site;

class PagesTest {
    private static final String SECRET = "not for you";

    @TempDir
    Path folder;

    @AutoClose
    RunningServer server;

    @BeforeEach
    void start() throws IOException {
        Path pages = Files.createDirectories(folder.resolve("pages"));
        Files.writeString(pages.resolve("index.html"), "<title>Provenote</title>");
        Files.writeString(pages.resolve("main.0a1b2c3d.js"), "show()");
        Path ui = Files.createDirectories(folder.resolve("build"));
        Files.createDirectories(ui.resolve("static/js"));
        Files.writeString(ui.resolve("index.html"), "<title>MLflow</title>");
        Files.writeString(ui.resolve("static/js/main.c2f5f8d4.js"), "run()");
        Files.writeString(ui.resolve("static/js/plain.js"), "run()");
        Files.writeString(folder.resolve("secret.txt"), SECRET);
        Files.createSymbolicLink(ui.resolve("out"), folder);
        Files.createSymbolicLink(ui.resolve("secret.js"), folder.resolve("secret.txt"));
        server = RunningServer.in(folder, Map.of(), new Site(Optional.of(pages), Optional.of(ui)));
    }

    @Test
    void theIndexIsAskedForAgainAndWhatHasAHashIsKept() {
        HttpResponse<String> index = server.get("/");

        assertThat(index.body()).isEqualTo("<title>MLflow</title>");
        assertThat(header(index, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(index, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(server.get("/static-files/static/js/plain.js"), "Cache-Control"))
                .isEqualTo("no-cache");
        assertThat(header(server.get("/static-files/static/js/main.c2f5f8d4.js"), "Cache-Control"))
                .contains("immutable");
    }

    @Test
    void pagesSpeakToThisServerOnlyAndNoOtherPageEmbedsThem() {
        for (String path : new String[] {"/", "/static-files/static/js/main.c2f5f8d4.js"}) {
            HttpResponse<String> answer = server.get(path);
            assertThat(header(answer, "Content-Security-Policy"))
                    .contains(
                            "default-src 'self'", "connect-src 'self'", "frame-ancestors 'self'", "object-src 'none'");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void ourPagesAreBesideMlflowsAndStrict() {
        HttpResponse<String> index = server.get("/pages/");

        assertThat(index.body()).isEqualTo("<title>Provenote</title>");
        assertThat(header(index, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'self'")
                .doesNotContain("unsafe");
        assertThat(header(server.get("/pages"), "Location")).isEqualTo("pages/");
    }

    @Test
    void withoutMlflowsPagesTheRootLeadsToOurs() throws IOException {
        Site own = new Site(Optional.of(folder.resolve("pages")), Optional.empty());
        try (RunningServer server = RunningServer.in(folder, Map.of(), own)) {
            assertThat(server.get("/").statusCode()).isEqualTo(302);
            assertThat(header(server.get("/"), "Location")).isEqualTo("pages/");
        }
    }

    @Test
    void theSidebarLearnsWhereThePagesAreThatShowItsRuns() throws IOException {
        String runs = "/provenote/runs?notebook=";
        server.store();
        Files.createDirectories(folder.resolve("elsewhere"));
        Files.createFile(folder.resolve("elsewhere/mlflow.db"));

        assertThat(server.getJson(runs + "a.ipynb").path("pages").asString()).isEqualTo("pages/");
        assertThat(server.getJson(runs + "elsewhere/a.ipynb").path("pages").isNull())
                .isTrue();
    }

    @Test
    void headHasTheLengthAndNoBody() {
        HttpResponse<String> answer =
                server.send(server.request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.txt",
                "%2e%2e/secret.txt",
                "..%2fsecret.txt",
                "%252e%252e%252fsecret.txt",
                "static/../../secret.txt",
                "static/js/../js/plain.js",
                "..%5csecret.txt",
                "/secret.txt",
                "//etc/passwd",
                "%2fetc/passwd",
                "file:/etc/passwd",
                "out/secret.txt",
                "out",
                "secret.js",
                "static",
                "static/js/plain.js%00",
                "static/js/PLAIN.JS",
                "static//js/plain.js",
                "./static/js/plain.js"
            })
    void noNameButAFilesOwnOpensAFile(String path) throws IOException {
        String answer = raw("/static-files/" + path);

        assertThat(answer)
                .matches("(?s)HTTP/1.1 40[04] .*")
                .doesNotContain(SECRET)
                .doesNotContain("root:");
    }

    @Test
    void aFileThatBecameALinkIsNotFollowed() throws IOException {
        Path file = folder.resolve("build/static/js/plain.js");
        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("secret.txt"));

        assertThat(raw("/static-files/static/js/plain.js")).doesNotContain(SECRET);
    }

    /** As pip does it beneath a running server: the index, which is asked for each time, names what came with it. */
    @Test
    void anUpgradeOfMlflowIsServedAndWhatItTookAwayIsNotFound() throws Exception {
        Path build = folder.resolve("build");
        assertThat(server.get("/").body()).isEqualTo("<title>MLflow</title>");
        Files.delete(build.resolve("static/js/main.c2f5f8d4.js"));
        Files.writeString(build.resolve("static/js/main.0a1b2c3d.js"), "runNow()");
        Files.writeString(build.resolve("index.html"), "<title>MLflow, newer</title>");
        Thread.sleep(1_100); // as long as a list is not made again

        assertThat(server.get("/").body()).isEqualTo("<title>MLflow, newer</title>");
        assertThat(server.get("/static-files/static/js/main.0a1b2c3d.js").body())
                .isEqualTo("runNow()");
        assertThat(server.get("/static-files/static/js/main.c2f5f8d4.js").statusCode())
                .isEqualTo(404);
    }

    @Test
    void ourPagesStayAsTheyFitThisServerWhileItIsUpgraded() throws IOException {
        Files.writeString(folder.resolve("pages/index.html"), "<title>Provenote, newer</title>");
        Files.delete(folder.resolve("pages/main.0a1b2c3d.js"));

        assertThat(server.get("/pages/").body()).isEqualTo("<title>Provenote</title>");
        assertThat(server.get("/pages/main.0a1b2c3d.js").body()).isEqualTo("show()");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }

    /** By a bare socket, since HTTP clients tidy paths. */
    private String raw(String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
