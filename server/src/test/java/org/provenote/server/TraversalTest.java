package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.server.guard.SecretGuard;
import org.provenote.server.http.Route;

/** Every route that takes a path, by each way out that is known: nothing is read, written or deleted outside. */
class TraversalTest {
    private static final String SECRET = "not for you";

    @TempDir
    Path outermost;

    Path folder;
    Path root;

    @AutoClose
    RunningServer server;

    @AutoClose
    RunningServer ofJupyter;

    @BeforeEach
    void start() throws IOException {
        folder = outermost.resolve("folder");
        root = Files.createDirectories(folder.resolve("root"));
        Files.writeString(folder.resolve("secret.txt"), SECRET);
        Files.writeString(folder.resolve("secret.ipynb"), SECRET);
        Files.createDirectories(root.resolve("mlartifacts/a"));
        Files.createSymbolicLink(root.resolve("mlartifacts/a/out"), folder);
        Files.createSymbolicLink(root.resolve("out"), folder);
        server = RunningServer.in(root);
        ofJupyter = RunningServer.ofJupyter(root);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../secret.txt",
                "../secret.ipynb",
                "%2e%2e/%2e%2e/secret.txt",
                "..%2f..%2fsecret.txt",
                "%252e%252e%252f%252e%252e%252fsecret.txt",
                "%c0%ae%c0%ae/%c0%ae%c0%ae/secret.txt",
                "....//....//secret.txt",
                "a/../../../secret.txt",
                "a/./../.././../secret.txt",
                "..%5c..%5csecret.txt",
                "a%5c..%5c..%5c..%5csecret.txt",
                "%5c%5clocalhost%5cc$%5csecret.txt",
                "/etc/passwd",
                "%2fetc/passwd",
                "//etc/passwd",
                "C:/secret.txt",
                "C:%5csecret.txt",
                "file:/etc/passwd",
                "file:%2f%2f%2fetc/passwd",
                "a%00/../secret.txt",
                "..%00/..%00/secret.txt",
                "a%23/../../../secret.txt",
                "a%3f/../../../secret.txt",
                "out/secret.ipynb",
                "a/out",
                "a/out/secret.txt",
                "a/out%2fsecret.txt",
                "a/out/new.txt",
                "out/new.ipynb",
                "..;/..;/secret.txt",
                "a/%0a../secret.txt"
            })
    void noPathLeadsOut(String path) throws IOException {
        List<String> answers =
                Stream.concat(byTheirPath(path), byTheirQuery(path)).toList();

        assertThat(answers).noneMatch(answer -> answer.contains(SECRET) || answer.contains("root:"));
        assertThat(answers).noneMatch(answer -> answer.startsWith("HTTP/1.1 500"));
        assertThat(folder.resolve("secret.txt")).hasContent(SECRET);
        assertThat(folder.resolve("secret.ipynb")).hasContent(SECRET);
        try (var entries = Files.list(folder)) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .containsExactlyInAnyOrder("root", "secret.txt", "secret.ipynb");
        }
    }

    /** Locations of experiments, of which a run's own folder must stay the end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file://{folder}?{",
                "file://{folder}?^",
                "file://{folder}?%zz",
                "file://{folder}?a b",
                "file://{folder}?x=1",
                "file:{folder}?|",
                "file://{folder}/%3f{",
                "FILE://{folder}?{",
                " file://{folder}?{",
                "{folder}?{",
                "mlflow-artifacts:/a/out",
                "mlflow-artifacts:/a/out?{",
                "mlflow-artifacts:../..",
                "mlflow-artifacts:/%2e%2e",
                "mlflow-artifacts:/%zz",
                "mlflow-artifacts:/a b",
                "mlflow-artifacts:x",
                "mlflow-artifacts://",
                "mlflow-artifacts://?x",
                "a:?/../../../../../../../../{folder}"
            })
    void noLocationLeadsToWhatIsNotOfTheRun(String location) throws IOException {
        String place = location.replace("{folder}", folder.toString());
        String experiment = server.postJson(
                        "/api/2.0/mlflow/experiments/create",
                        "{\"name\":\"odd\",\"artifact_location\":\"" + place + "\"}")
                .at("/experiment_id")
                .asString();
        String run = server.postJson("/api/2.0/mlflow/runs/create", "{\"experiment_id\":\"" + experiment + "\"}")
                .at("/run/info/run_id")
                .asString();
        List<String> answers = Stream.of("secret.txt", "secret.ipynb", "new.txt")
                .flatMap(path -> Stream.of(
                        raw("GET", "/get-artifact?run_id=" + run + "&path=" + path, ""),
                        raw("GET", "/api/2.0/mlflow/artifacts/list?run_id=" + run, ""),
                        raw("POST", "/ajax-api/2.0/mlflow/upload-artifact?run_uuid=" + run + "&path=" + path, "new")))
                .toList();

        assertThat(answers).noneMatch(answer -> answer.contains(SECRET) || answer.startsWith("HTTP/1.1 500"));
        assertThat(folder.resolve("secret.txt")).hasContent(SECRET);
        assertThat(folder.resolve("secret.ipynb")).hasContent(SECRET);
        assertThat(folder.resolve("new.txt")).doesNotExist();
        if (location.contains("out")) {
            assertThat(folder.resolve(run)).doesNotExist();
        }
        try (Stream<Path> written = Files.find(outermost, 20, (path, file) -> path.endsWith("new.txt"))) {
            assertThat(written).allMatch(path -> path.endsWith(Path.of(run, "artifacts", "new.txt")));
        }
    }

    /** The routes whose own path ends in one, by the table of routes: uploads in parts and signed addresses too. */
    private Stream<String> byTheirPath(String path) {
        List<Route> routes = Contents.of(server.backend, server.site).stream()
                .filter(route -> route.path().endsWith("{path...}"))
                .toList();
        assertThat(routes).hasSizeGreaterThanOrEqualTo(14);
        String json = "{\"path\":\"" + path + "\",\"num_parts\":1,\"upload_id\":\"x\",\"parts\":[]}";
        return routes.stream().map(route -> raw(route.method(), route.path().replace("{path...}", path), json));
    }

    private Stream<String> byTheirQuery(String path) {
        String run = server.postJson("/api/2.0/mlflow/runs/create", "{\"experiment_id\":\"0\"}")
                .at("/run/info/run_id")
                .asString();
        String model = server.postJson("/api/2.0/mlflow/logged-models", "{\"experiment_id\":\"0\"}")
                .at("/model/info/model_id")
                .asString();
        String ofModel = "/ajax-api/2.0/mlflow/logged-models/" + model + "/artifacts/";
        String provenote = "/provenote/runs/" + run;
        return Stream.of(server, ofJupyter)
                .flatMap(asked -> Stream.of(
                        raw(asked, "GET", ofModel + "directories?artifact_directory_path=" + path, ""),
                        raw(asked, "GET", ofModel + "files?artifact_file_path=" + path, ""),
                        raw(asked, "GET", "/api/2.0/mlflow-artifacts/artifacts?path=" + path, ""),
                        raw(asked, "GET", "/get-artifact?run_id=" + run + "&path=" + path, ""),
                        raw(asked, "GET", "/api/2.0/mlflow/artifacts/list?run_id=" + run + "&path=" + path, ""),
                        raw(
                                asked,
                                "POST",
                                "/ajax-api/2.0/mlflow/upload-artifact?run_uuid=" + run + "&path=" + path,
                                "overwritten"),
                        raw(asked, "GET", "/provenote/runs?notebook=" + path, ""),
                        raw(asked, "POST", "/provenote/notebooks/moved?from=" + path + "&to=" + path, ""),
                        raw(asked, "POST", "/provenote/notebooks/deleted?path=" + path, ""),
                        raw(asked, "POST", "/provenote/notebooks/seen?path=" + path, ""),
                        raw(asked, "GET", provenote + "/version?notebook=" + path, ""),
                        raw(asked, "GET", provenote + "/notebook?notebook=" + path, ""),
                        raw(asked, "GET", provenote + "/diff?notebook=" + path, ""),
                        raw(asked, "POST", provenote + "/restore?notebook=" + path, "{}"),
                        raw(
                                asked,
                                "POST",
                                provenote + "/restore",
                                "{\"to\":\"" + path + "\",\"existing\":\"REPLACE\"}"),
                        raw(asked, "POST", provenote + "/restore", "{\"what\":\"STATE\",\"to\":\"" + path + "\"}")));
    }

    private String raw(String method, String path, String body) {
        return raw(server, method, path, body);
    }

    /** By a bare socket, since HTTP clients tidy paths. */
    private static String raw(RunningServer server, String method, String path, String body) {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + SecretGuard.HEADER + ": s3cret\r\n"
                            + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("no answer to " + method + " " + path, e);
        }
    }
}
