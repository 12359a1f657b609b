package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.fault.CarryingServer;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** A server that cannot tell what it knows of a run stops nobody from logging to it. */
class UnansweredQuestionsTest {
    private static final Batch TAG = Batch.of(new RunTag("stage", "x"));

    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();

    /** The status of every answer; 0 while all is well. */
    private volatile int status;

    private TrackingStore behind;
    private TrackingStore rest;
    private OutboxStore store;
    private String run;

    @BeforeEach
    void open() throws Exception {
        behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
        run = behind.createRun(new NewRun("0", "u", "r", 1, List.of())).info().runId();
        server.setDispatcher(new CarryingServer(behind) {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                if (request.getUrl().encodedPath().endsWith("/runs/create")) {
                    return answer(503, "");
                }
                if (request.getUrl().encodedPath().endsWith("/search")) {
                    return answer(200, "{}");
                }
                return status == 0 ? carried(request) : answer(status, "<html>Come again</html>");
            }
        });
        server.start();
        rest = new RestStoreProvider().open(server.url("/").toString());
        store = new OutboxStore(rest, new OutboxFolder(folder.resolve("outbox")));
    }

    @AfterEach
    void close() {
        store.close();
        rest.close();
        server.close();
        behind.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 429, 503, 200})
    void aLogCallToAnEarlierRunIsKeptWhateverTheServerAnswers(int answered) {
        status = answered;
        store.logBatch(run, TAG);
        status = 0;
        assertThat(store.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(behind.getRun(run).data().tag("stage")).contains("x");
    }

    @Test
    void ofManyRunsThatWaitForTheirServerTheFirstCanStillBeLoggedTo() {
        Run first = store.createRun(new NewRun("0", "u", "first", 1, List.of()));
        for (int i = 0; i < 300; i++) {
            store.createRun(new NewRun("0", "u", "r", 1, List.of()));
        }
        store.logBatch(first.info().runId(), TAG);
        assertThat(store.getRun(first.info().runId()).info().runName()).isEqualTo("first");
        assertThat(store.delivery().waitingRuns()).contains(first.info().runId());
    }
}
