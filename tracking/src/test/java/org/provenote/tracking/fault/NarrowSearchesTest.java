package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.outbox.Outboxes;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.ExperimentChoice;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.ServerWire;

/** A server with many experiments that searches ten at a time, as Databricks does: runs that begin without it get there, once. */
class NarrowSearchesTest {
    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final List<String> experiments = new ArrayList<>();
    private TrackingStore behind;
    private TrackingStore rest;
    private TrackingStore buffered;

    @BeforeEach
    void open() throws IOException {
        behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
        for (int i = 0; i < 25; i++) {
            experiments.add(behind.createExperiment(NewExperiment.named("experiment " + i)));
        }
        server.setDispatcher(new Narrow());
        server.start();
        rest = new RestStoreProvider().open(server.url("/").toString());
        buffered = Outboxes.before(rest, folder.resolve("outbox"));
    }

    @AfterEach
    void close() {
        buffered.close();
        rest.close();
        server.close();
        behind.close();
    }

    private class Narrow extends CarryingServer {
        Narrow() {
            super(behind);
        }

        @Override
        public synchronized MockResponse dispatch(RecordedRequest request) {
            return isSearch(request) && experimentsIn(request) > 10
                    ? refusal(ErrorCode.INVALID_PARAMETER_VALUE, "Too many `experiment_ids`")
                    : carried(request);
        }

        private static int experimentsIn(RecordedRequest search) {
            return ServerWire.runSearch(Json.parse(search.getBody().utf8()))
                    .experimentIds()
                    .size();
        }
    }

    private static boolean isSearch(RecordedRequest request) {
        return request.getUrl().encodedPath().endsWith("/runs/search");
    }

    private static boolean isNewRun(RecordedRequest request) {
        return request.getUrl().encodedPath().endsWith("/runs/create");
    }

    private static MockResponse refusal(ErrorCode code, String message) {
        return CarryingServer.answer(code.httpStatus(), Json.text(ServerWire.json(new MlflowException(code, message))));
    }

    /** Begins a run, as {@code server} lets it, and logs to it. */
    private String begin(CarryingServer meanwhile) {
        server.setDispatcher(meanwhile);
        String id = buffered.beginRun(
                        ExperimentChoice.withId(experiments.get(20)), new NewRun("", "ada", "r", 1, List.of()))
                .info()
                .runId();
        buffered.logBatch(id, Batch.of(new Metric("m", 1, 1, 1)));
        return id;
    }

    private void assertThatItIsThereOnce() {
        assertThat(buffered.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(buffered.delivery().refused()).isZero();
        List<Run> runs = behind.searchRuns(RunSearch.in(experiments)).items();
        assertThat(runs).hasSize(1);
        assertThat(runs.get(0).data().metric("m")).contains(1.0);
    }

    @Test
    void aRunThatBeganWhileTheServerWasDownIsMadeOnce() {
        begin(new CarryingServer(behind) {
            @Override
            public synchronized MockResponse dispatch(RecordedRequest request) {
                return closedSocket();
            }
        });
        server.setDispatcher(new Narrow());
        assertThatItIsThereOnce();
    }

    @Test
    void aRunWhoseCreationWasNotAnsweredIsFoundAndNotMadeTwice() {
        begin(new Narrow() {
            @Override
            public synchronized MockResponse dispatch(RecordedRequest request) {
                MockResponse answer = super.dispatch(request);
                return isNewRun(request) ? closedSocket() : answer;
            }
        });
        server.setDispatcher(new Narrow());
        assertThatItIsThereOnce();
    }

    @Test
    void aRunThatIsNotThereIsSaidNotToBe() {
        assertThatThrownBy(() -> buffered.getRun("0".repeat(32)))
                .isInstanceOfSatisfying(
                        MlflowException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.RESOURCE_DOES_NOT_EXIST))
                .hasMessageContaining("0".repeat(32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BAD_REQUEST", "PERMISSION_DENIED", "ENDPOINT_NOT_FOUND"})
    void whileTheServerRefusesToBeSearchedNoRunIsGivenUp(ErrorCode code) throws InterruptedException {
        String id = begin(new CarryingServer(behind) {
            @Override
            public synchronized MockResponse dispatch(RecordedRequest request) {
                if (isNewRun(request)) {
                    return closedSocket();
                }
                return isSearch(request) ? refusal(code, "No searches") : carried(request);
            }
        });
        for (int i = 0;
                i < 1_200 && !String.valueOf(buffered.delivery().problem()).contains("No searches");
                i++) {
            Thread.sleep(50);
        }
        assertThat(buffered.delivery().problem()).contains("will be delivered", id, "No searches");
        server.setDispatcher(new Narrow());
        assertThatItIsThereOnce();
    }
}
