package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.fault.CarryingServer;
import org.provenote.tracking.fault.Told;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.ExperimentChoice;
import org.provenote.tracking.store.ExperimentPlan;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.JsonFields;
import org.provenote.tracking.wire.ServerWire;

/** A server that says only after its caller has gone on that the experiment asked for is in the trash. */
class LateRefusalTest {
    private static final ExperimentChoice SWEEP = new ExperimentChoice(
            store -> store.findOrCreateExperiment("sweep").experimentId(), () -> new ExperimentPlan.Named("sweep"));

    private final CountDownLatch goOn = new CountDownLatch(1);

    @TempDir
    Path folder;

    @Test
    void itsRunsAreInAnotherExperimentAndTheUserIsToldOnceWithTheWayBack() throws Exception {
        try (Told told = new Told();
                TrackingStore behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
                MockWebServer server = new MockWebServer()) {
            String trashed = behind.createExperiment(NewExperiment.named("sweep"));
            behind.deleteExperiment(trashed);
            server.setDispatcher(new SlowToNameExperiments(behind));
            server.start();
            try (TrackingStore rest =
                            new RestStoreProvider().open(server.url("/").toString());
                    OutboxStore store = new OutboxStore(rest, new OutboxFolder(folder.resolve("outbox")))) {
                store.beginRun(SWEEP, new NewRun("", "ada", "first", 1, List.of()));
                store.beginRun(SWEEP, new NewRun("", "ada", "second", 2, List.of()));
                goOn.countDown();
                assertThat(store.flush(Duration.ofSeconds(60))).isTrue();
            }

            Experiment other = behind.findExperiment("sweep (2)").orElseThrow();
            assertThat(behind.searchRuns(RunSearch.in(List.of(other.experimentId())))
                            .items())
                    .hasSize(2);
            assertThat(told.notices())
                    .filteredOn(notice -> notice.contains("trash"))
                    .singleElement()
                    .asString()
                    .contains("'sweep (2)'", "restoreExperiment(\"" + trashed + "\")");
        }
    }

    private final class SlowToNameExperiments extends CarryingServer {
        private final TrackingStore behind;

        SlowToNameExperiments(TrackingStore behind) {
            super(behind);
            this.behind = behind;
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            String path = request.getUrl().encodedPath();
            if (path.endsWith("/experiments/get-by-name")) {
                awaitQuestioner();
                return behind.findExperiment(String.valueOf(request.getUrl().queryParameter("experiment_name")))
                        .map(found -> answer(200, Json.text(Json.object().set("experiment", ServerWire.json(found)))))
                        .orElseGet(() -> answer(404, Json.text(ServerWire.json(MlflowException.missing("none")))));
            }
            if (path.endsWith("/experiments/create")) {
                String name = JsonFields.text(Json.parse(request.getBody().utf8()), "name");
                String id = behind.createExperiment(NewExperiment.named(name));
                return answer(200, "{\"experiment_id\": \"" + id + "\"}");
            }
            return carried(request);
        }

        private void awaitQuestioner() {
            try {
                assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
