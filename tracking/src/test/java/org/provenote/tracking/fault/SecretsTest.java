package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.testing.Java;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.outbox.Outboxes;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/** A password in the tracking URI goes to its server's log-in and nowhere else, nor does what the environment holds. */
class SecretsTest {
    private static final String SECRET = "s3cr3t-hunter2";

    @TempDir
    Path folder;

    @Test
    void thePasswordOfAUriIsInNothingThatIsShownSentOrKept() throws Exception {
        List<String> sent = new CopyOnWriteArrayList<>();
        List<String> said = new ArrayList<>();
        try (Told told = new Told();
                MockWebServer server = new MockWebServer();
                TrackingStore behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")))) {
            String run = behind.createRun(new NewRun("0", "u", "r", 1, List.of()))
                    .info()
                    .runId();
            server.setDispatcher(new CarryingServer(behind) {
                @Override
                public synchronized MockResponse dispatch(RecordedRequest request) {
                    sent.add(request.getUrl() + " "
                            + (request.getBody() == null
                                    ? ""
                                    : request.getBody().utf8()));
                    return carried(request);
                }
            });
            server.start();
            String uri = server.url("/").toString().replace("http://", "http://ada:" + SECRET + "@");
            TrackingStore rest = new RestStoreProvider().open(uri);
            TrackingStore buffered = Outboxes.before(rest, folder.resolve("outbox"));
            MlflowClient client = new MlflowClient(buffered);
            MlflowContext context = new MlflowContext(client);
            client.logMetric(run, "m", 1, 1, 1);
            assertThat(buffered.flush(Duration.ofSeconds(60))).isTrue();
            said.addAll(List.of(
                    rest.toString(),
                    rest.trackingUri(),
                    buffered.toString(),
                    buffered.trackingUri(),
                    client.toString(),
                    context.toString(),
                    context.status().toString(),
                    client.getRun(run).toString()));
            assertThat(server.takeRequest(60, TimeUnit.SECONDS).getHeaders().get("Authorization"))
                    .as("the log-in")
                    .startsWith("Basic ");

            server.close();
            client.logMetric(run, "m", 2, 2, 2);
            try {
                client.getRun(run);
            } catch (RuntimeException e) {
                said.add(trace(e));
            }
            for (int i = 0; i < 1_200 && context.status().problem() == null; i++) {
                Thread.sleep(50);
            }
            said.add(context.status().inWords());
            said.addAll(told.notices());
            buffered.close();
            rest.close();
        }
        assertThat(said).hasSizeGreaterThan(9).noneMatch(text -> text.contains(SECRET));
        assertThat(sent).isNotEmpty().noneMatch(text -> text.contains(SECRET));
        assertNoFileHolds(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ada:" + SECRET + "@",
                "http://ada:" + SECRET + "@host:port/",
                "https://ada:" + SECRET + "@[::1/",
                "ftp://ada:" + SECRET + "@host/",
                "postgresql://ada:" + SECRET + "@host/db",
                "sqlite:///?key=" + SECRET,
                "sqlite://ada:" + SECRET + "@host/db",
                "databricks://ada:" + SECRET + "@host",
                "http://ada:p@" + SECRET + "@ho st/"
            })
    void norIsThatOfAUriThatLeadsNowhere(String uri) {
        try {
            TrackingStore store = TrackingStores.openBuffered(uri);
            assertThat(store.trackingUri()).doesNotContain(SECRET);
            store.getExperiment("0");
            throw new AssertionError("Nothing is there");
        } catch (RuntimeException e) {
            assertThat(trace(e)).doesNotContain(SECRET);
        } finally {
            TrackingStores.closeAll();
        }
    }

    @Test
    void nothingOfTheEnvironmentIsKeptButTheUsersName() throws Exception {
        ProcessBuilder program = new ProcessBuilder(Java.command(
                "-Dtoken=" + SECRET,
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                "--password=" + SECRET));
        program.environment().put("LOGNAME", "ada");
        for (String name :
                List.of("API_KEY", "MLFLOW_TRACKING_PASSWORD", "MLFLOW_TRACKING_TOKEN", "DATABRICKS_TOKEN")) {
            program.environment().put(name, SECRET);
        }
        program.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        Process ended = program.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        assertThat(ended.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ended.exitValue())
                .as(Files.readString(folder.resolve("output.txt")))
                .isZero();
        assertThat(folder.resolve("mlflow.db")).exists();
        assertNoFileHolds(SECRET);
        try (TrackingStore store = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")))) {
            String run = Files.readAllLines(folder.resolve("output.txt")).get(0);
            assertThat(store.getRun(run).info().userId()).isEqualTo("ada");
        }
    }

    private void assertNoFileHolds(String secret) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
                assertThat(file.toString()).doesNotContain(secret);
            }
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    /** A run as plain programs have it. */
    static final class Program {
        public static void main(String[] arguments) {
            try (ActiveRun run = new MlflowContext().startRun()) {
                run.logMetric("m", 1);
                System.out.println(run.getId());
            }
        }
    }
}
