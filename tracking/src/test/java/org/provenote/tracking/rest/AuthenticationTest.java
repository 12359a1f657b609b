package org.provenote.tracking.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;

/** A real {@code mlflow server} behind a gate that asks for credentials or speaks TLS: who is let in, and who sees what. */
@Tag("integration")
@ExtendWith(MlflowServer.Shared.class)
class AuthenticationTest {
    private static final String TOKEN = "dapi-0123456789-secret";
    private static final String BEARER = "Bearer " + TOKEN;
    private static final String BASIC = "Basic YWRhOnDDpHNz"; // ada:päss, in UTF-8

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void leaveOutOnesOwnCredentials() {
        variables.put("HOME", folder.toString());
    }

    @Test
    void noCredentialsAreSentWhereNoneAreSet(MlflowServer server) throws Exception {
        try (Gate gate = Gate.plain(server.url(), null)) {
            tracks(gate.url());
            assertThat(gate.seen()).isNotEmpty().containsOnly("");
        }
    }

    @Test
    void userAndPasswordOfTheEnvironmentLetIn(MlflowServer server) throws Exception {
        variables.put("MLFLOW_TRACKING_USERNAME", "ada");
        variables.put("MLFLOW_TRACKING_PASSWORD", "päss");
        variables.put("MLFLOW_TRACKING_TOKEN", "goes second");
        try (Gate gate = Gate.plain(server.url(), BASIC)) {
            tracks(gate.url());
        }
    }

    @Test
    void userAndPasswordOfTheUriLetInAndAreNotShown(MlflowServer server) throws Exception {
        try (Gate gate = Gate.plain(server.url(), BASIC);
                TrackingStore store = open("http://ada:p%C3%A4ss@" + gate.authority())) {
            tracks(store);
            assertThat(store.trackingUri()).isEqualTo(gate.url());
        }
    }

    @Test
    void aTokenThatNoHeaderTakesIsRefusedInWordsThatDoNotShowIt() {
        variables.put("MLFLOW_TRACKING_TOKEN", "schlüssel-0123");

        assertThatThrownBy(() -> open("http://127.0.0.1:1"))
                .isInstanceOfSatisfying(
                        MlflowException.class,
                        e -> assertThat(e.getMessage())
                                .contains("MLFLOW_TRACKING_TOKEN")
                                .doesNotContain("0123"));
    }

    @Test
    void aTokenLetsInAlsoWithALineBreakAtItsEnd(MlflowServer server) throws Exception {
        variables.put("MLFLOW_TRACKING_TOKEN", TOKEN + "\n");
        try (Gate gate = Gate.plain(server.url(), BEARER)) {
            tracks(gate.url());
        }
    }

    @Test
    void databricksIsFoundByTheEnvironment(MlflowServer server) throws Exception {
        try (Gate gate = Gate.plain(server.url(), BEARER)) {
            variables.put("DATABRICKS_HOST", gate.url());
            variables.put("DATABRICKS_TOKEN", TOKEN);
            tracks("databricks");
        }
    }

    @Test
    void databricksIsFoundByItsProfiles(MlflowServer server) throws Exception {
        try (Gate byToken = Gate.plain(server.url(), BEARER);
                Gate byPassword = Gate.plain(server.url(), BASIC)) {
            Path profiles = folder.resolve("databrickscfg");
            Files.writeString(profiles, """
                    # made by hand
                    [DEFAULT]
                    host = %s
                    token = %s

                    [team]
                    host=%s/
                    username = ada
                    password = päss
                    """.formatted(byToken.url(), TOKEN, byPassword.url()));
            variables.put("DATABRICKS_CONFIG_FILE", profiles.toString());
            tracks("databricks");
            tracks("databricks://team");
            assertThat(byPassword.seen()).isNotEmpty().containsOnly(BASIC);
            assertThatThrownBy(() -> open("databricks://nobody"))
                    .hasMessageContaining("No profile [nobody]")
                    .hasMessageNotContaining(TOKEN);
        }
    }

    @Test
    void aSelfSignedServerIsTrustedWhenItsCertificateIsNamed(MlflowServer server) throws Exception {
        variables.put("MLFLOW_TRACKING_TOKEN", TOKEN);
        try (Gate gate = Gate.secure(folder, server.url(), BEARER)) {
            variables.put(
                    "MLFLOW_TRACKING_SERVER_CERT_PATH",
                    folder.resolve("certificate.pem").toString());
            tracks(gate.url());
        }
    }

    @Test
    void aSelfSignedServerIsTrustedWhenAllAre(MlflowServer server) throws Exception {
        variables.put("MLFLOW_TRACKING_INSECURE_TLS", "true");
        try (Gate gate = Gate.secure(folder, server.url(), null)) {
            tracks(gate.url());
        }
    }

    @Test
    void aServerThatIsNotTrustedGetsNothingAndTheErrorSaysWhatToSet(MlflowServer server) throws Exception {
        variables.put("MLFLOW_TRACKING_TOKEN", TOKEN);
        try (Gate gate = Gate.secure(folder, server.url(), BEARER);
                TrackingStore store = open(gate.url())) {
            assertThatThrownBy(() -> store.getExperiment("0"))
                    .hasMessageContaining("MLFLOW_TRACKING_SERVER_CERT_PATH")
                    .hasMessageNotContaining(TOKEN);
            assertThat(gate.seen()).isEmpty();
        }
    }

    @Test
    void whoIsNotLetInIsToldSoWithoutTheSecretEvenIfTheServerRepeatsIt(MlflowServer server) throws Exception {
        try (Gate gate = Gate.plain(server.url(), "Bearer of another")) {
            variables.put("MLFLOW_TRACKING_TOKEN", TOKEN);
            assertRefused(gate.url());
            variables.put("MLFLOW_TRACKING_USERNAME", "ada");
            variables.put("MLFLOW_TRACKING_PASSWORD", "päss");
            assertRefused(gate.url());
        }
    }

    @Test
    void noRedirectTakesCredentialsToAnotherHost() throws Exception {
        variables.put("MLFLOW_TRACKING_TOKEN", TOKEN);
        for (int status : List.of(301, 302, 303, 307, 308)) {
            try (MockWebServer named = new MockWebServer();
                    MockWebServer other = new MockWebServer()) {
                named.start();
                other.start();
                named.enqueue(new MockResponse.Builder()
                        .code(status)
                        .setHeader("Location", other.url("/api").toString())
                        .build());
                try (TrackingStore store = open(named.url("/").toString())) {
                    assertThatThrownBy(() -> store.getExperiment("0")).hasMessageContaining("status " + status);
                }
                assertThat(named.takeRequest().getHeaders().get("Authorization"))
                        .isEqualTo(BEARER);
                assertThat(other.getRequestCount()).isZero();
            }
        }
    }

    private TrackingStore open(String uri) {
        return RestStoreProvider.open(uri, new TrackingEnvironment(variables::get));
    }

    private void tracks(String uri) {
        try (TrackingStore store = open(uri)) {
            tracks(store);
        }
    }

    /** Logs, reads and searches, artifacts included. */
    private void tracks(TrackingStore store) {
        Run run = store.createRun(new NewRun("0", "ada", null, System.currentTimeMillis(), List.of()));
        String id = run.info().runId();
        store.logBatch(id, Batch.of(new Metric("m", 1, 1, 1)));
        assertThat(store.flush(Duration.ofSeconds(10))).isTrue();
        assertThat(store.getRun(id).data().metrics()).hasSize(1);
        try {
            store.artifacts(run.info()).logFile(Files.writeString(folder.resolve("a.txt"), "content"), "");
            assertThat(store.artifacts(run.info()).open("a.txt")).hasContent("content");
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertRefused(String uri) {
        try (TrackingStore store = open(uri)) {
            assertThatThrownBy(() -> store.getExperiment("0"))
                    .isInstanceOfSatisfying(
                            MlflowException.class,
                            e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.UNAUTHENTICATED))
                    .hasMessageContaining("Not let in")
                    .hasMessageNotContainingAny(TOKEN, "päss", BASIC.substring(6));
        }
    }
}
