package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** Two Databricks workspaces, both of which are called {@code databricks}: what was logged for one goes to no other. */
class TwoWorkspacesTest {
    @TempDir
    Path folder;

    private final MockWebServer dev = new MockWebServer();
    private final MockWebServer prod = new MockWebServer();
    private TrackingStore inDev;
    private TrackingStore inProd;

    @BeforeEach
    void open() throws IOException {
        inDev = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("dev.db")));
        inProd = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("prod.db")));
        dev.setDispatcher(new Away());
        prod.setDispatcher(new CarryingServer(inProd));
        dev.start();
        prod.start();
    }

    @AfterEach
    void close() {
        dev.close();
        prod.close();
        inDev.close();
        inProd.close();
    }

    private static final class Away extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            return CarryingServer.closedSocket();
        }
    }

    @Test
    void whatWaitsForOneIsNotDeliveredToTheOther() throws Exception {
        try (LoggingProcess program = programIn(dev)) {
            runs(program, 3);
        }
        try (LoggingProcess program = programIn(prod)) {
            runs(program, 5);
            assertThat(program.does("flush")).isEqualTo("true");
        }
        assertThat(runs(inProd)).hasSize(1).allSatisfy(run -> assertLogged(run, 5));

        dev.setDispatcher(new CarryingServer(inDev));
        try (LoggingProcess next = programIn(dev)) {
            assertThat(next.does("ready")).isEqualTo("yes");
            Outbox.awaitEmpty(outboxOf(dev, "\nby token"));
        }
        assertThat(runs(inDev)).hasSize(1).allSatisfy(run -> assertLogged(run, 3));
        assertThat(runs(inProd)).hasSize(1);
    }

    @Test
    void theOutboxesOfAServerThatIsNamedByItsAddressStayWhereTheyAre() throws Exception {
        try (LoggingProcess program = new LoggingProcess(url(dev) + "/", environment())) {
            runs(program, 3);
        }
        assertThat(outboxOf(dev, "")).isNotEmptyDirectory();
    }

    private Path outboxOf(MockWebServer server, String signedIn) {
        UUID name = UUID.nameUUIDFromBytes((url(server) + signedIn).getBytes(StandardCharsets.UTF_8));
        return folder.resolve("provenote/outbox").resolve(name.toString());
    }

    private static String url(MockWebServer server) {
        return "http://localhost:" + server.getPort();
    }

    private LoggingProcess programIn(MockWebServer workspace) throws IOException {
        Map<String, String> environment = environment();
        environment.put("DATABRICKS_HOST", url(workspace));
        environment.put("DATABRICKS_TOKEN", "dapi-of-both");
        return new LoggingProcess("databricks", environment);
    }

    private Map<String, String> environment() {
        return new HashMap<>(Map.of("XDG_STATE_HOME", folder.toString(), "HOME", folder.toString()));
    }

    private static void runs(LoggingProcess program, int points) throws IOException {
        program.does("start");
        program.does("log " + points);
        program.does("end");
    }

    private static List<Run> runs(TrackingStore store) {
        return store.searchRuns(RunSearch.in(List.of("0"))).items();
    }

    private static void assertLogged(Run run, int points) {
        assertThat(run.data().param("at" + points)).isPresent();
    }
}
