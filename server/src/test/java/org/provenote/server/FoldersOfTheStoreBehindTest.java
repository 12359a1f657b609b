package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server at loopback, or at the far end of a tunnel, says of folders opens those of its runs and models alone. */
class FoldersOfTheStoreBehindTest {
    private static final String SECRET = "not for you";
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String MODEL = "m-" + ID;

    @TempDir
    Path folder;

    private volatile String id = ID;
    private volatile String location = "";

    @AutoClose
    private ServerBehind behind;

    @AutoClose
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        behind = ServerBehind.answering(this::answer);
        Path root = Files.createDirectory(folder.resolve("root"));
        server = RunningServer.before(behind.uri(), root, Map.of());
        Files.createDirectories(folder.resolve("private/artifacts"));
        Files.writeString(folder.resolve("private/secret.txt"), SECRET);
        Files.writeString(folder.resolve("private/artifacts/secret.txt"), SECRET);
        Files.createDirectories(folder.resolve("linked/" + ID));
        Files.createSymbolicLink(folder.resolve("linked/" + ID + "/artifacts"), folder.resolve("private"));
        Files.createDirectories(folder.resolve("linked/" + MODEL));
        Files.createSymbolicLink(folder.resolve("linked/" + MODEL + "/artifacts"), folder.resolve("private"));
    }

    /** With the id that such a server says to fit, before a {@code |}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "|file://{folder}/private",
                "|{folder}/private",
                "|file:{folder}/private?x",
                "|file://{folder}/{id}/artifacts/../../private",
                "private|file://{folder}/private/artifacts",
                "|file://{folder}/private/artifacts",
                "..|file://{folder}/private/x/../artifacts",
                ".|file://{folder}/private/artifacts",
                "|file://{folder}/linked/{id}/artifacts"
            })
    void noOtherFolderIsReadOrWritten(String said) throws IOException {
        String[] idAndLocation = said.split("\\|", 2);
        for (String owner : List.of(ID, MODEL)) {
            id = idAndLocation[0].isEmpty() ? owner : idAndLocation[0];
            location = idAndLocation[1].replace("{folder}", folder.toString()).replace("{id}", id);
            List<String> answers = Stream.of(
                            server.get("/get-artifact?run_id=" + ID + "&path=secret.txt"),
                            server.get("/api/2.0/mlflow/artifacts/list?run_id=" + ID),
                            server.get("/ajax-api/2.0/mlflow/logged-models/" + MODEL
                                    + "/artifacts/files?artifact_file_path=secret.txt"),
                            server.get("/api/2.0/mlflow/logged-models/" + MODEL + "/artifacts/directories"),
                            upload("secret.txt"),
                            upload("new.txt"))
                    .map(HttpResponse::body)
                    .toList();

            assertThat(answers).noneMatch(answer -> answer.contains(SECRET) || answer.contains("secret.txt\""));
        }
        assertThat(folder.resolve("private/secret.txt")).hasContent(SECRET);
        assertThat(folder.resolve("private/artifacts/secret.txt")).hasContent(SECRET);
        try (Stream<Path> written = Files.find(folder, 20, (path, file) -> path.endsWith("new.txt"))) {
            assertThat(written).isEmpty();
        }
    }

    @Test
    void thatServerIsAskedForWhatIsInOthers() {
        location = "file://" + folder + "/private";

        assertThat(server.get("/get-artifact?run_id=" + ID + "&path=its.txt").body())
                .isEqualTo("its own");
    }

    @Test
    void theRunsOwnFolderIsReadAndWritten() {
        location = "file://" + folder + "/mlruns/7/" + ID + "/artifacts";

        assertThat(upload("new.txt").statusCode()).isEqualTo(200);
        assertThat(folder.resolve("mlruns/7/" + ID + "/artifacts/new.txt")).hasContent("new");
        assertThat(server.get("/get-artifact?run_id=" + ID + "&path=new.txt").body())
                .isEqualTo("new");
    }

    private HttpResponse<String> upload(String path) {
        return server.send(server.request("/ajax-api/2.0/mlflow/upload-artifact?run_uuid=" + ID + "&path=" + path)
                .POST(BodyPublishers.ofString("new")));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String answer = "{}";
        if (path.endsWith("runs/get")) {
            answer = "{\"run\":{\"info\":{\"run_id\":\"" + id + "\",\"experiment_id\":\"7\",\"artifact_uri\":\""
                    + location + "\",\"lifecycle_stage\":\"active\",\"status\":\"RUNNING\"},\"data\":{}}}";
        } else if (path.contains("/logged-models/") && !path.contains("/artifacts/")) {
            answer = "{\"model\":{\"info\":{\"model_id\":\"" + id + "\",\"experiment_id\":\"7\",\"artifact_uri\":\""
                    + location + "\"},\"data\":{}}}";
        } else if (path.endsWith("get-artifact")) {
            answer = "its own";
        } else if (path.endsWith("artifacts/list")) {
            answer = "{\"files\":[{\"path\":\"its.txt\",\"is_dir\":false,\"file_size\":7}]}";
        }
        ServerBehind.answer(exchange, 200, answer);
    }
}
