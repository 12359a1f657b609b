package org.provenote.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Route;
import org.provenote.server.pages.Site;
import org.provenote.testing.Java;

@Tag("integration")
class ServerProcessTest {
    @TempDir
    Path root;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatWasStarted() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void itSaysItsPortOnceAndOpensToTheSecretOnly() throws Exception {
        Process server = provenote(Map.of("PROVENOTE_SERVER_SECRET", "s3cret"), "server", "--port", "0");
        int port = port(server);

        assertThat(status(port, "wrong")).isEqualTo(403);
        assertThat(status(port, "s3cret")).isEqualTo(200);
        // Not Process.destroy(), which also closes the stream that is read next.
        server.toHandle().destroy();
        assertThat(server.waitFor(60, SECONDS)).isTrue();
        assertThat(new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(new String(server.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("Provenote serves sqlite:///" + root.toRealPath() + "/mlflow.db at http://127.0.0.1:" + port
                        + " (Ctrl-C ends it)\n");
    }

    @Test
    void whatKilledUploadsLeftIsRemovedAfterADay() throws Exception {
        Path folder = Files.createDirectories(root.resolve("artifacts/1/run"));
        Path old = Files.writeString(folder.resolve(".artifact.uploading.old"), "half");
        Path young = Files.writeString(folder.resolve(".artifact.uploading.young"), "half");
        Path whole = Files.writeString(folder.resolve("whole"), "whole");
        FileTime before = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
        Files.setLastModifiedTime(old, before);
        Files.setLastModifiedTime(whole, before);
        try (ServerProcess server =
                ServerProcess.start(root, Map.of(), "server", "--port=0", "--artifacts-destination=artifacts")) {
            server.uri();
            for (int i = 0; i < 600 && Files.exists(old); i++) {
                Thread.sleep(100);
            }
        }
        assertThat(old).doesNotExist();
        assertThat(List.of(young, whole)).allMatch(Files::exists);
    }

    @Test
    void itRestoresRunsForJupyterAndForNobodyElse() throws Exception {
        int ofJupyter = port(provenote(Map.of("PROVENOTE_SERVER_SECRET", "s3cret"), "server", "--port", "0"));
        int own = port(provenote(Map.of(), "server", "--port", "0"));

        assertThat(restoring(ofJupyter)).contains("RESOURCE_DOES_NOT_EXIST").contains("not found");
        assertThat(restoring(own)).contains("ENDPOINT_NOT_FOUND");
    }

    private static String restoring(int port) throws Exception {
        String run = "http://127.0.0.1:" + port + "/provenote/runs/" + "0".repeat(32) + "/restore";
        HttpRequest request = HttpRequest.newBuilder(URI.create(run))
                .header("X-Provenote-Secret", "s3cret")
                .POST(BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void noLogAndNoAnswerOfAnyRouteShowsATokenThatIsRightOrWrong() throws Exception {
        Map<String, String> settings = Map.of("PROVENOTE_SERVER_TOKEN", "right-t0ken");
        try (ServerProcess server = ServerProcess.start(root, settings, "server", "--port", "0", "--access-log");
                Backend sameRoutes = new Backend(root, Optional.empty())) {
            String uri = server.uri();
            for (Route route : Contents.of(sameRoutes, Site.NONE)) {
                for (String token : List.of("right-t0ken", "wr0ng-token")) {
                    HttpResponse<String> answer = ask(uri, route, token);
                    assertThat(answer.body() + answer.headers().map())
                            .as(route.method() + " " + route.path())
                            .doesNotContain(token);
                }
            }
            assertThat(server.output())
                    .contains("/health", "/api/2.0/mlflow/runs/create")
                    .doesNotContain("right-t0ken", "wr0ng-token");
        }
    }

    /** With the token in every place where one can be, and a body that the route may stumble over. */
    private static HttpResponse<String> ask(String uri, Route route, String token) throws Exception {
        String path = route.path().replaceAll("\\{[^}]*}", "x") + "?access_token=" + token;
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(uri + path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .method(route.method(), BodyPublishers.ofString("{\"run_id\": 1}"))
                                .build(),
                        BodyHandlers.ofString());
    }

    /** Each opening of a database at rest makes its write-ahead log. */
    @Test
    void toldToEndItAnswersTheLastRequestAndThenLeavesTheDatabaseAtRestOnce() throws Exception {
        for (int tries = 1;
                !isLeftAtRestAfterTheLastRequest(Files.createDirectory(root.resolve("" + tries)));
                tries++) {
            assertThat(tries).as("tries").isLessThan(20);
        }
    }

    /** False where the client was cut off: who is silent for a tenth of a second, as any is on a busy machine, is not waited for. */
    private boolean isLeftAtRestAfterTheLastRequest(Path folder) throws Exception {
        Process server = provenoteIn(folder, Map.of(), "server", "--port", "0");
        int port = port(server);
        createRun(port, () -> {});
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);

            String last = createRun(port, server.toHandle()::destroy);
            if (!last.contains("200 OK")) {
                return false;
            }
            assertThat(last).contains("\"run_id\"");

            assertThat(server.waitFor(60, SECONDS)).isTrue();
            WatchKey key = watch.poll(1, SECONDS);
            List<String> made = key == null
                    ? List.of()
                    : key.pollEvents().stream()
                            .map(event -> String.valueOf(event.context()))
                            .toList();
            assertThat(made).doesNotContain("mlflow.db-wal");
            assertThat(folder.resolve("mlflow.db-wal")).doesNotExist();
        }
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("mlflow.db"));
                Statement statement = database.createStatement();
                ResultSet runs = statement.executeQuery("SELECT count(*) FROM runs")) {
            assertThat(runs.getInt(1)).isEqualTo(2);
        }
        return true;
    }

    /** The answer, if any, to a request whose body comes in the half second after its head, and something else meanwhile. */
    private static String createRun(int port, Runnable something) throws Exception {
        String body = "{\"experiment_id\": \"0\"}";
        String head = "POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + body.length()
                + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            for (int sent = 0; sent < body.length(); sent++) {
                if (sent == 5) {
                    something.run();
                }
                Thread.sleep(20); // who says nothing for a tenth of a second is not waited for any more
                out.write(body.charAt(sent));
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketException cutOff) {
            return "";
        }
    }

    @Test
    void itEndsWithItsParent() throws Exception {
        Process parent = new ProcessBuilder("sleep", "600").start();
        started.add(parent);
        Process server = provenote(Map.of(), "server", "--port", "0", "--parent-pid", String.valueOf(parent.pid()));
        port(server);

        parent.destroyForcibly();

        assertThat(server.waitFor(60, SECONDS)).isTrue();
    }

    @Test
    void aTakenPortIsNamedInOneLine() throws Exception {
        int taken = port(provenote(Map.of(), "server", "--port", "0"));
        Process second = provenote(Map.of(), "server", "--port", String.valueOf(taken));

        assertThat(second.waitFor(60, SECONDS)).isTrue();
        assertThat(second.exitValue()).isNotZero();
        assertThat(new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("127.0.0.1:" + taken, "--port")
                .hasLineCount(1);
    }

    @Test
    void runsWithoutAStoreSaysSoAndMakesNone() throws Exception {
        Process runs = provenote(Map.of(), "runs");

        assertThat(new String(runs.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("No runs yet");
        assertThat(runs.waitFor(60, SECONDS)).isTrue();
        assertThat(runs.exitValue()).isZero();
        assertThat(root).isEmptyDirectory();
    }

    private Process provenote(Map<String, String> environment, String... arguments) throws IOException {
        return provenoteIn(root, environment, arguments);
    }

    private Process provenoteIn(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(Java.command("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--root", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("MLFLOW_TRACKING_URI");
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static int port(Process server) throws IOException {
        var out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        assertThat(line).matches("\\{\"port\":\\d+}");
        return Integer.parseInt(line.replaceAll("\\D", ""));
    }

    private static int status(int port, String secret) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .header("X-Provenote-Secret", secret)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}
