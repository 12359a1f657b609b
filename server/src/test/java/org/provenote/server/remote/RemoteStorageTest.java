package org.provenote.server.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.provenote.server.remote.Client.get;
import static org.provenote.server.remote.Client.json;
import static org.provenote.server.remote.Client.send;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.server.ServerBehind;
import org.provenote.server.ServerProcess;
import org.provenote.server.clients.PythonScript;
import org.provenote.testing.MlflowServer;
import org.provenote.testing.S3Server;
import tools.jackson.databind.JsonNode;

/** In front of a real MLflow server that wants a token and keeps artifacts in S3: addresses in it reach the clients. */
@Tag("integration")
class RemoteStorageTest {
    private static final String TOKEN = "dapi0123456789abcdef";
    private static final String MPU = "/api/2.0/mlflow-artifacts/mpu/";

    @TempDir
    static Path team;

    private static S3Server s3;
    private static MlflowServer mlflow;
    private static TlsFront front;
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        s3 = new S3Server(team);
        mlflow = MlflowServer.in(
                Files.createDirectory(team.resolve("mlflow")),
                S3Server.environment(s3.url()),
                "--artifacts-destination",
                "s3://bucket/kept");
        front = TlsFront.of(mlflow.url(), TOKEN, team);
        Map<String, String> settings = Map.of(
                "MLFLOW_TRACKING_TOKEN",
                TOKEN,
                "MLFLOW_TRACKING_SERVER_CERT_PATH",
                TlsFront.certificate(team).toString());
        server = ServerProcess.start(team, settings, "server", "--port", "0", "--backend-store-uri", front.uri());
    }

    @AfterAll
    static void stop() {
        server.close();
        front.close();
        mlflow.close();
        s3.close();
    }

    @Test
    void mlflowsClientSendsALargeFileInPartsAndFetchesItInParts(@TempDir Path folder) throws Exception {
        assertThat(PythonScript.run("parts.py", server.uri(), folder)).endsWith("all of it\n");

        assertThat(s3.ask("list-type=2&prefix=kept/"))
                .as("the mark of three parts")
                .contains("-3\"</ETag>");
    }

    /** Pages here may speak to this server only. */
    @Test
    void clientsAreOfferedAddressesInTheStorageAndMlflowsPagesAreNot() throws Exception {
        JsonNode clients = json(get(server.uri() + "/api/3.0/mlflow/server-info"));
        JsonNode pages = json(get(server.uri() + "/ajax-api/3.0/mlflow/server-info"));
        for (String offer : List.of("multipart_uploads_enabled", "multipart_downloads_enabled")) {
            assertThat(clients.path(offer).asBoolean()).as(offer).isTrue();
            assertThat(pages.path(offer).asBoolean()).as(offer).isFalse();
        }
        assertThat(pages.toString())
                .contains("\"artifact_serving_enabled\":true")
                .doesNotContainPattern("presigned\\w+\":true");
    }

    @Test
    void whatIsBegunInPartsCanBeGivenUp() throws Exception {
        JsonNode begun = json(post(MPU + "create/0/x", "{\"path\":\"given up.bin\",\"num_parts\":2}"));
        assertThat(s3.ask("uploads")).contains("given up.bin");

        String uploadId = begun.path("upload_id").asString();
        HttpResponse<String> given =
                post(MPU + "abort/0/x", "{\"path\":\"given up.bin\",\"upload_id\":\"" + uploadId + "\"}");

        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(s3.ask("uploads")).doesNotContain("given up.bin");
    }

    @Test
    void aRunThatKeepsItsFilesInTheStorageGetsSignedAddresses() throws Exception {
        String experiment = json(post(
                        "/api/2.0/mlflow/experiments/create",
                        "{\"name\":\"straight\",\"artifact_location\":\"s3://bucket/straight\"}"))
                .path("experiment_id")
                .asString();
        String run = json(post("/api/2.0/mlflow/runs/create", "{\"experiment_id\":\"" + experiment + "\"}"))
                .path("run")
                .path("info")
                .path("run_id")
                .asString();
        String file = "{\"run_id\":\"" + run + "\",\"path\":\"größe (1).txt\"}";

        JsonNode up = json(post("/api/2.0/mlflow/artifacts/presigned-upload-url", file));
        send(HttpRequest.newBuilder(URI.create(up.path("presigned_url").asString()))
                .PUT(BodyPublishers.ofString("weights")));
        JsonNode down = json(post("/api/2.0/mlflow/artifacts/presigned-download-url", file));

        assertThat(send(HttpRequest.newBuilder(
                                URI.create(down.path("presigned_url").asString())))
                        .body())
                .isEqualTo("weights");

        String notes = "run_uuid=" + run + "&path=deep/notes.txt";
        HttpResponse<String> sent = post("/ajax-api/2.0/mlflow/upload-artifact?" + notes, "read me");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        assertThat(get(mlflow.url() + "/get-artifact?" + notes).body()).isEqualTo("read me");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket/models", "mlflow-artifacts:/models"})
    void theFilesOfAModelAreThoseThatTheTeamsServerHas(String location) throws Exception {
        assertThatItsFilesAreThere(model(location));
    }

    /** As where the team's server names its own address as the root of artifacts. */
    @Test
    void theFilesOfAModelAtTheAddressOfTheTeamsServerAreThere() throws Exception {
        String model = model("mlflow-artifacts:/at");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + team.resolve("mlflow/mlflow.db"));
                var update = connection.prepareStatement(
                        "UPDATE logged_models SET artifact_location = replace(artifact_location, 'mlflow-artifacts:', ?)"
                                + " WHERE model_id = ?")) {
            update.setString(1, mlflow.url() + "/api/2.0/mlflow-artifacts/artifacts");
            update.setString(2, model);
            assertThat(update.executeUpdate()).isOne();
        }
        assertThatItsFilesAreThere(model);
    }

    private static void assertThatItsFilesAreThere(String model) throws Exception {
        String files = "/2.0/mlflow/logged-models/" + model + "/artifacts/";
        for (String folder : List.of("", "?artifact_directory_path=deep", "?artifact_directory_path=nowhere")) {
            String asked = "/api" + files + "directories" + folder;
            HttpResponse<String> there = get(mlflow.url() + asked);
            HttpResponse<String> here = get(server.uri() + asked);

            assertThat(there.statusCode()).as(there.body()).isEqualTo(200);
            assertThat(here.statusCode()).as(here.body()).isEqualTo(200);
            assertThat(json(here)).isEqualTo(json(there));
        }
        for (String file : List.of("MLmodel", "deep/gr%C3%B6%C3%9Fe%20(1).txt")) {
            HttpResponse<String> here = get(server.uri() + "/ajax-api" + files + "files?artifact_file_path=" + file);

            assertThat(here.statusCode()).as(here.body()).isEqualTo(200);
            assertThat(here.body()).isEqualTo("weights");
        }
        assertThat(get(server.uri() + "/ajax-api" + files + "files?artifact_file_path=deep/nothing")
                        .statusCode())
                .isEqualTo(404);
    }

    /** MLflow signs these from 3.18 on, and sends the file before that: where that is installed, its successor's answers are played. */
    @Test
    void whoAsksForTheAddressOfAModelsFileGetsTheOneThatTheTeamsServerSigns(@TempDir Path folder) throws Exception {
        String file = "/ajax-api/2.0/mlflow/logged-models/" + model("s3://bucket/signed")
                + "/artifacts/files?artifact_file_path=deep/gr%C3%B6%C3%9Fe%20(1).txt";
        boolean signs = signsModelFiles(mlflow.url());
        try (ServerBehind newer = signing();
                ServerProcess before = ServerProcess.start(
                        folder,
                        Map.of(),
                        "server",
                        "--port",
                        "0",
                        "--backend-store-uri",
                        signs ? mlflow.url() : newer.uri())) {
            assertThat(signsModelFiles(before.uri())).isTrue();
            HttpResponse<String> address = get(before.uri() + file + "&presigned=true");
            assertThat(address.statusCode()).as(address.body()).isEqualTo(200);
            assertThat(get(json(address).path("url").asString()).body()).isEqualTo("weights");
        }
        if (!signs) {
            assertThat(get(server.uri() + file + "&presigned=true").statusCode())
                    .as("of a server that would send the file")
                    .isEqualTo(501);
        }
    }

    private static boolean signsModelFiles(String uri) throws Exception {
        return json(get(uri + "/api/3.0/mlflow/server-info"))
                .path("model_artifact_presigned_downloads_supported")
                .asBoolean();
    }

    /** The team's server as MLflow 3.18 would be. */
    private static ServerBehind signing() throws IOException {
        return ServerBehind.answering(exchange -> {
            String asked = exchange.getRequestURI().toString();
            String answer;
            try {
                answer = asked.endsWith("/server-info")
                        ? "{\"model_artifact_presigned_downloads_supported\":true}"
                        : asked.contains("presigned=true")
                                ? "{\"url\":\"" + mlflow.url() + asked.replace("presigned=true", "") + "\"}"
                                : get(mlflow.url() + asked).body();
            } catch (Exception e) {
                throw new IOException(e);
            }
            ServerBehind.answer(exchange, 200, answer);
        });
    }

    /** A model with two files. */
    private static String model(String location) throws Exception {
        String experiment = json(post(
                        "/api/2.0/mlflow/experiments/create",
                        "{\"name\":\"models in " + location + "\",\"artifact_location\":\"" + location + "\"}"))
                .path("experiment_id")
                .asString();
        JsonNode model = json(post("/api/2.0/mlflow/logged-models", "{\"experiment_id\":\"" + experiment + "\"}"))
                .path("model")
                .path("info");
        String id = model.path("model_id").asString();
        for (String file : List.of("MLmodel", "deep/größe (1).txt")) {
            URI address = toSend(id, model.path("artifact_uri").asString(), file);
            HttpResponse<String> sent = send(HttpRequest.newBuilder(address).PUT(BodyPublishers.ofString("weights")));
            assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        }
        return id;
    }

    private static URI toSend(String model, String artifactUri, String file) throws Exception {
        if (artifactUri.startsWith("s3:")) {
            String asked = "{\"model_id\":\"" + model + "\",\"path\":\"" + file + "\"}";
            return URI.create(json(post("/api/2.0/mlflow/artifacts/presigned-upload-url", asked))
                    .path("presigned_url")
                    .asString());
        }
        String path = artifactUri.replaceFirst("^mlflow-artifacts:/*", "/api/2.0/mlflow-artifacts/artifacts/");
        return new URI("http", URI.create(server.uri()).getAuthority(), path + "/" + file, null, null);
    }

    @Test
    void whatTheTeamsServerRefusesIsRefusedInItsWords() throws Exception {
        for (String[] asked : new String[][] {
            {"/api/2.0/mlflow/artifacts/presigned-upload-url", "{\"path\":\"x\"}"},
            {"/api/2.0/mlflow/artifacts/presigned-download-url", "{\"run_id\":\"nobody\",\"path\":\"x\"}"},
            {MPU + "create/0/x", "{\"num_parts\":2}"},
            {MPU + "complete/0/x", "{\"path\":\"x\",\"upload_id\":\"\"}"}
        }) {
            HttpResponse<String> there = Client.post(mlflow.url(), asked[0], asked[1]);
            HttpResponse<String> here = post(asked[0], asked[1]);

            assertThat(here.statusCode()).as(asked[0] + there.body()).isEqualTo(there.statusCode());
            assertThat(json(here).path("error_code")).isEqualTo(json(there).path("error_code"));
            assertThat(json(here).path("message")).isEqualTo(json(there).path("message"));
        }
        assertThat(server.output()).doesNotContain(TOKEN);
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return Client.post(server.uri(), path, body);
    }
}
