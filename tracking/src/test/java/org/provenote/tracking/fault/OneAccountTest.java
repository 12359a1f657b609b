package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.KeptPort;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;

/** A real {@code mlflow server} with a login, and several of its users in one account of the machine. */
@Tag("integration")
class OneAccountTest {
    private static final String PASSWORD = "twelve-letters";

    @TempDir
    Path folder;

    private KeptPort port;

    @BeforeEach
    void keepPort() throws IOException {
        port = new KeptPort();
    }

    @AfterEach
    void giveBack() {
        port.close();
    }

    @Test
    void whatWaitsForAUserIsDeliveredUnderNoOtherName() throws Exception {
        try (LoggingProcess program = new LoggingProcess(port.url(), as("ada", "made by ada"))) {
            MlflowServer server = server();
            makeUsers(server, "ada", "bob");
            program.does("start");
            server.stop();
            program.does("log 2");
            program.does("end");
        }
        logged(as("ada", "of ada before"), 5);
        layAsBefore();
        logged(as("ada", "of ada"), 3);
        Map<String, String> lockedOut = as("eve", "of eve");
        lockedOut.put("MLFLOW_TRACKING_PASSWORD", "wrong");
        logged(lockedOut, 4);
        logged(in("of nobody"), 6);

        try (MlflowServer server = server()) {
            try (TrackingStore all =
                    new RestStoreProvider().open(server.url().replace("//", "//admin:" + PASSWORD + "@"))) {
                assertThat(delivered(as("bob", "of bob"), 7))
                        .contains(
                                "2 earlier processes have left what waits. What an earlier process logged is kept in ")
                        .doesNotContain("refused", "all delivered");
                assertThat(all.findExperiment("of ada")).isEmpty();
                assertThat(all.findExperiment("of ada before")).isEmpty();
                assertLogged(all, "of bob", 7);
                assertLogged(all, "of nobody", 6);

                assertThat(delivered(as("ada", "of ada now"), 8)).endsWith("all delivered");
                assertLogged(all, "of ada", 3);
                assertLogged(all, "of ada before", 5);
                assertLogged(all, "made by ada", 2);
                assertThat(all.findExperiment("of eve")).isEmpty();
            }
        }
        assertThat(outboxes()).as("eve's").hasSize(1);
    }

    private Map<String, String> in(String experiment) {
        return new HashMap<>(Map.of(
                "XDG_STATE_HOME", folder.toString(), "HOME", folder.toString(), "MLFLOW_EXPERIMENT_NAME", experiment));
    }

    private Map<String, String> as(String user, String experiment) {
        Map<String, String> environment = in(experiment);
        environment.put("MLFLOW_TRACKING_USERNAME", user);
        environment.put("MLFLOW_TRACKING_PASSWORD", PASSWORD);
        return environment;
    }

    /** Logs in a process that ends before the server is there. */
    private void logged(Map<String, String> environment, int points) throws Exception {
        try (LoggingProcess program = new LoggingProcess(port.url(), environment)) {
            program.does("start");
            program.does("log " + points);
            program.does("end");
        }
    }

    /** Logs while the server is there, until the first look at others' outboxes is over, and returns the status then. */
    private String delivered(Map<String, String> environment, int points) throws Exception {
        try (LoggingProcess program = new LoggingProcess(port.url(), environment)) {
            program.does("start");
            program.does("log " + points);
            flush(program);
            // The look comes between these two.
            program.does("end");
            flush(program);
            return program.does("status");
        }
    }

    /** A server with a login takes its time for each question, and what others left may go first. */
    private static void flush(LoggingProcess program) throws IOException {
        String delivered = "false";
        for (int i = 0; i < 6 && !delivered.equals("true"); i++) {
            delivered = program.does("flush");
        }
        assertThat(delivered).isEqualTo("true");
    }

    /** Moves what waits to where everybody's outboxes for this server were before users had their own. */
    private void layAsBefore() throws IOException {
        UUID name = UUID.nameUUIDFromBytes(port.url().getBytes(StandardCharsets.UTF_8));
        Path before = Files.createDirectories(folder.resolve("provenote/outbox").resolve(name.toString()));
        for (Path outbox : outboxes()) {
            Files.move(outbox, before.resolve(outbox.getFileName()));
        }
    }

    private List<Path> outboxes() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("provenote/outbox"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void assertLogged(TrackingStore store, String experiment, int points) {
        String id = store.findExperiment(experiment).orElseThrow().experimentId();
        assertThat(store.searchRuns(RunSearch.in(List.of(id))).items())
                .singleElement()
                .satisfies(run -> assertThat(run.data().param("at" + points)).isPresent());
    }

    private MlflowServer server() throws Exception {
        Path data = Files.createDirectories(folder.resolve("server"));
        Path config = folder.resolve("auth.ini");
        Files.writeString(config, """
                [mlflow]
                default_permission = READ
                database_uri = sqlite:///%s
                admin_username = admin
                admin_password = %s
                authorization_function = mlflow.server.auth:authenticate_request_basic_auth
                """.formatted(data.resolve("users.db"), PASSWORD));
        return MlflowServer.at(
                port,
                data,
                Map.of("MLFLOW_AUTH_CONFIG_PATH", config.toString(), "MLFLOW_FLASK_SERVER_SECRET_KEY", "any"),
                "--app-name",
                "basic-auth");
    }

    private static void makeUsers(MlflowServer server, String... names) throws IOException, InterruptedException {
        for (String name : names) {
            HttpRequest made = HttpRequest.newBuilder(URI.create(server.url() + "/api/2.0/mlflow/users/create"))
                    .header("Authorization", okhttp3.Credentials.basic("admin", PASSWORD))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, PASSWORD)))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(made, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
