package org.provenote.tracking.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.QueueDispatcher;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.fault.CarryingServer;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** A server that nobody can reach by its name but a proxy, which here is the store itself. */
class ProxiesTest {
    private static final String SERVER = "http://mlflow.example:5000";
    private static final String BASIC = "Basic YWRhOnDDpHNz"; // ada:päss, in UTF-8

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private final MockWebServer proxy = new MockWebServer();
    private TrackingStore behind;

    @BeforeEach
    void start() throws IOException {
        behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
        proxy.setDispatcher(new CarryingServer(behind));
        proxy.start();
    }

    @AfterEach
    void end() {
        proxy.close();
        behind.close();
    }

    @ParameterizedTest
    @CsvSource({"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"})
    void aServerIsReachedByTheProxyThatTheEnvironmentNames(String variable) throws Exception {
        variables.put(variable, "localhost:" + proxy.getPort());
        assertThat(runMadeAt(SERVER)).isNotEmpty();
        RecordedRequest seen = proxy.takeRequest();
        assertThat(seen.getRequestLine()).startsWith("POST http://mlflow.example:5000/api/2.0/mlflow/runs/create ");
        assertThat(seen.getHeaders().get("Proxy-Authorization")).isNull();
    }

    @Test
    void theProxyIsTheOneForTheSchemeOfTheServer() {
        variables.put("all_proxy", "http://nobody.invalid:1");
        variables.put("HTTP_PROXY", "http://nobody.invalid:1");
        variables.put("https_proxy", "http://nobody.invalid:1");
        variables.put("http_proxy", proxy.url("/").toString());
        assertThat(runMadeAt(SERVER)).isNotEmpty();
    }

    @Test
    void userAndPasswordOfTheProxyAreSentToItAtOnceSoThatNoRequestIsSentTwice() throws Exception {
        variables.put("http_proxy", "http://ada:p%C3%A4ss@localhost:" + proxy.getPort());
        variables.put("MLFLOW_TRACKING_TOKEN", "of the server");
        assertThat(runMadeAt(SERVER)).isNotEmpty();
        RecordedRequest seen = proxy.takeRequest();
        assertThat(seen.getHeaders().get("Proxy-Authorization")).isEqualTo(BASIC);
        assertThat(seen.getHeaders().get("Authorization")).isEqualTo("Bearer of the server");
        assertThat(proxy.getRequestCount()).isEqualTo(1);
    }

    @Test
    void throughATunnelTheProxySeesItsOwnPasswordAndNothingElse() throws Exception {
        proxy.setDispatcher(new QueueDispatcher());
        proxy.enqueue(new MockResponse.Builder().code(502).inTunnel().build());
        variables.put("https_proxy", "http://ada:p%C3%A4ss@localhost:" + proxy.getPort());
        variables.put("MLFLOW_TRACKING_TOKEN", "of the server");
        assertThatThrownBy(() -> runMadeAt("https://mlflow.example")).hasMessageNotContaining("päss");
        RecordedRequest seen = proxy.takeRequest();
        assertThat(seen.getRequestLine()).startsWith("CONNECT mlflow.example:443 ");
        assertThat(seen.getHeaders().get("Proxy-Authorization")).isEqualTo(BASIC);
        assertThat(seen.getHeaders().get("Authorization")).isNull();
    }

    @Test
    void aWrongPasswordIsTriedOnce() throws Exception {
        proxy.setDispatcher(new QueueDispatcher());
        proxy.enqueue(new MockResponse.Builder().code(407).inTunnel().build());
        variables.put("https_proxy", "http://ada:wrong@localhost:" + proxy.getPort());
        assertThatThrownBy(() -> runMadeAt("https://mlflow.example"))
                .hasMessageContaining("proxy")
                .hasMessageNotContaining("wrong");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mlflow.example | http://mlflow.example:5000 | true",
                ".example | http://mlflow.example:5000 | true",
                "*.example | http://mlflow.example:5000 | true",
                "example | http://mlflow.example:5000 | true",
                "other, MLflow.Example | http://mlflow.example:5000 | true",
                "mlflow.example:5000 | http://mlflow.example:5000 | true",
                "mlflow.example:5001 | http://mlflow.example:5000 | false",
                "low.example | http://mlflow.example:5000 | false",
                "* | http://mlflow.example:5000 | true",
                "10.1.2.3 | http://10.1.2.3 | true",
                "10.0.0.0/8 | http://10.1.2.3 | true",
                "10.1.2.0/25 | http://10.1.2.130 | false",
                "0.0.0.0/0 | http://10.1.2.3 | true",
                "10.0.0.0/8 | http://mlflow.example | false",
                "'' | http://127.0.0.1:5000 | true",
                "'' | http://[::1]:5000 | true",
                "'' | http://localhost:5000 | true",
                "'' | http://mlflow.example | false"
            })
    void whatIsReachedDirectly(String noProxy, String server, boolean directly) {
        variables.put("http_proxy", "http://proxy.example:3128");
        variables.put("no_proxy", noProxy);
        OkHttpClient.Builder client = new OkHttpClient.Builder();
        Proxies.configure(client, new TrackingEnvironment(variables::get));
        List<Proxy> proxies = client.build().proxySelector().select(URI.create(server));
        assertThat(proxies.equals(List.of(Proxy.NO_PROXY))).isEqualTo(directly);
    }

    @ParameterizedTest
    @CsvSource({"socks5://localhost:1080", "https://localhost:3128", "http://"})
    void aProxyOfAnotherKindIsRefusedByNameAndHindersNoServerOfThisMachine(String named) {
        variables.put("ALL_PROXY", named);
        assertThatThrownBy(() -> runMadeAt(SERVER))
                .hasMessageContaining("all_proxy")
                .hasMessageContaining("http://host:port");
        assertThat(runMadeAt(proxy.url("/").toString())).isNotEmpty();
    }

    private String runMadeAt(String server) {
        try (TrackingStore store = new RestStoreProvider().open(server, new TrackingEnvironment(variables::get))) {
            return store.withoutRetries()
                    .createRun(new NewRun("0", "u", "r", 1, List.of()))
                    .info()
                    .runId();
        }
    }
}
