package org.provenote.server.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.provenote.server.remote.Client.get;
import static org.provenote.server.remote.Client.json;
import static org.provenote.server.remote.Client.post;
import static org.provenote.server.remote.Client.send;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.ServerProcess;
import org.provenote.testing.MlflowServer;

/** {@code provenote server --backend-store-uri https://…} in front of a real MLflow server that wants a token. */
@Tag("integration")
class RemoteStoreTest {
    private static final String TOKEN = "dapi0123456789abcdef";
    private static final String EXPERIMENTS = "/api/2.0/mlflow/experiments/";
    private static final String IN_PARTS = "/api/2.0/mlflow-artifacts/mpu/create/0/x";

    @TempDir
    static Path team;

    private static MlflowServer mlflow;
    private static TlsFront front;

    @TempDir
    Path here;

    @BeforeAll
    static void startTheTeamsServer() throws Exception {
        mlflow = MlflowServer.in(Files.createDirectory(team.resolve("mlflow")));
        front = TlsFront.of(mlflow.url(), TOKEN, team);
    }

    @AfterAll
    static void stopIt() {
        front.close();
        mlflow.close();
    }

    @Test
    void itsClientsNeedNoTokenAndNeverSeeIt() throws Exception {
        Map<String, String> settings = Map.of(
                "MLFLOW_TRACKING_TOKEN",
                TOKEN,
                "MLFLOW_TRACKING_SERVER_CERT_PATH",
                TlsFront.certificate(team).toString());
        try (ServerProcess server = server(settings)) {
            String experiment = json(post(server.uri(), EXPERIMENTS + "create", "{\"name\":\"through tls\"}"))
                    .path("experiment_id")
                    .asString();
            String artifact = "/api/2.0/mlflow-artifacts/artifacts/" + experiment + "/x/artifacts/model.bin";
            HttpResponse<String> stored = send(HttpRequest.newBuilder(URI.create(server.uri() + artifact))
                    .PUT(BodyPublishers.ofString("weights")));
            HttpResponse<String> wrong = post(server.uri(), EXPERIMENTS + "create", "{\"name\":\"through tls\"}");
            HttpResponse<String> inParts = post(server.uri(), IN_PARTS, "{\"path\":\"x\",\"num_parts\":2}");

            assertThat(stored.statusCode()).isEqualTo(200);
            assertThat(get(mlflow.url() + artifact).body()).isEqualTo("weights");
            assertThat(get(server.uri() + artifact).body()).isEqualTo("weights");
            assertThat(json(get(mlflow.url() + EXPERIMENTS + "get?experiment_id=" + experiment))
                            .path("experiment")
                            .path("name")
                            .asString())
                    .isEqualTo("through tls");
            assertThat(inParts.statusCode()).isEqualTo(501);
            assertThat(json(inParts).path("message"))
                    .as("the words by which MLflow's clients know that a folder takes no parts")
                    .isEqualTo(json(post(mlflow.url(), IN_PARTS, "{\"path\":\"x\",\"num_parts\":2}"))
                            .path("message"));
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.body()).contains("RESOURCE_ALREADY_EXISTS").doesNotContain(TOKEN);
            assertThat(server.output()).contains("experiments/create").doesNotContain(TOKEN);
        }
    }

    /** However they came here: not all of its versions see what comes in chunks. */
    @Test
    void artifactsAreWholeInItsStorageWithNothingBetween() throws Exception {
        try (ServerProcess server =
                ServerProcess.start(here, Map.of(), "server", "--port", "0", "--backend-store-uri", mlflow.url())) {
            String folder = "/api/2.0/mlflow-artifacts/artifacts/direct/";
            for (BodyPublisher body : List.of(
                    BodyPublishers.ofString("weights"),
                    BodyPublishers.fromPublisher(BodyPublishers.ofString("weights")))) {
                String artifact = folder + body.contentLength();
                HttpResponse<String> stored = send(HttpRequest.newBuilder(URI.create(server.uri() + artifact))
                        .PUT(body));
                assertThat(stored.statusCode()).isEqualTo(200);
                assertThat(get(mlflow.url() + artifact).body()).isEqualTo("weights");
            }
        }
    }

    @Test
    void certificatesGoUncheckedOnlyWhenThatIsSaid() throws Exception {
        Map<String, String> unchecked = Map.of("MLFLOW_TRACKING_TOKEN", TOKEN, "MLFLOW_TRACKING_INSECURE_TLS", "true");
        try (ServerProcess trusting = server(unchecked);
                ServerProcess careful = server(Map.of("MLFLOW_TRACKING_TOKEN", TOKEN))) {
            assertThat(get(trusting.uri() + EXPERIMENTS + "get?experiment_id=0").statusCode())
                    .isEqualTo(200);
            HttpResponse<String> refused = get(careful.uri() + EXPERIMENTS + "get?experiment_id=0");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body())
                    .contains("not trusted", "MLFLOW_TRACKING_SERVER_CERT_PATH")
                    .doesNotContain(TOKEN);
        }
    }

    @Test
    void theDoctorSaysWhatKeepsItOut() throws Exception {
        String[] doctor = {"doctor", "--backend-store-uri", front.uri()};
        String certificate = TlsFront.certificate(team).toString();
        try (ServerProcess distrusting = ServerProcess.start(here, Map.of("MLFLOW_TRACKING_TOKEN", TOKEN), doctor);
                ServerProcess wrong = ServerProcess.start(
                        here,
                        Map.of("MLFLOW_TRACKING_TOKEN", "wr0ng", "MLFLOW_TRACKING_SERVER_CERT_PATH", certificate),
                        doctor);
                ServerProcess well = ServerProcess.start(
                        here,
                        Map.of("MLFLOW_TRACKING_TOKEN", TOKEN, "MLFLOW_TRACKING_SERVER_CERT_PATH", certificate),
                        doctor)) {
            assertThat(distrusting.exitValue()).isOne();
            assertThat(distrusting.output()).contains("WRONG", "MLFLOW_TRACKING_SERVER_CERT_PATH");
            assertThat(wrong.exitValue()).isOne();
            assertThat(wrong.output())
                    .contains("WRONG", "MLFLOW_TRACKING_TOKEN")
                    .doesNotContain("wr0ng");
            assertThat(well.exitValue()).as(well.output()).isZero();
            assertThat(well.output()).contains("can be read").doesNotContain(TOKEN);
        }
    }

    @Test
    void aFolderForArtifactsThatBelongElsewhereIsRefused() throws Exception {
        try (ServerProcess server = ServerProcess.start(
                here,
                Map.of(),
                "server",
                "--port",
                "0",
                "--backend-store-uri",
                front.uri(),
                "--artifacts-destination",
                "artifacts")) {
            assertThat(server.exitValue()).isNotZero();
            assertThat(server.output()).contains("--artifacts-destination").hasLineCount(1);
        }
    }

    private ServerProcess server(Map<String, String> settings) throws Exception {
        return ServerProcess.start(
                here, settings, "server", "--port", "0", "--access-log", "--backend-store-uri", front.uri());
    }
}
