package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.fault.CarryingServer;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** What changes something does not overtake what was logged before. */
class OrderOfCallsTest {
    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean failing;
    private volatile String forbidden = "no call";
    private volatile boolean making = true;
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
                if (failing && isLogBatch(request)) {
                    failures.incrementAndGet();
                    return answer(503, "");
                }
                String path = request.getUrl().encodedPath();
                if (path.endsWith(forbidden)) {
                    return answer(403, "{\"error_code\": \"PERMISSION_DENIED\", \"message\": \"not yours\"}");
                }
                if (!making && path.endsWith("/runs/create")) {
                    return answer(503, "");
                }
                if (path.endsWith("/runs/get")) {
                    reads.incrementAndGet();
                }
                return carried(request);
            }
        });
        server.start();
        rest = new RestStoreProvider().open(server.url("/").toString());
        store = new OutboxStore(rest.withoutRetries(), new OutboxFolder(folder.resolve("outbox")));
    }

    @AfterEach
    void close() {
        store.close();
        rest.close();
        server.close();
        behind.close();
    }

    @Test
    void whatWasLoggedBeforeAndCannotBeDeliveredIsNotOvertaken() {
        failing = true;
        store.logBatch(run, Batch.of(new RunTag("stage", "x")));
        assertNotYet(() -> store.deleteTag(run, "stage"));
        assertNotYet(() -> store.deleteRun(run));
        failing = false;
        store.deleteTag(run, "stage");
        assertThat(store.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(behind.getRun(run).data().tag("stage")).isEmpty();
    }

    @Test
    void aRunInProgressThatCannotGoToTheTrashYetGoesOn() {
        ActiveRun open = start(store);
        failing = true;
        open.logParam("p", 1);
        assertNotYet(() -> new MlflowClient(store).deleteRun(open.getId()));
        assertThat(open.isEnded()).isFalse();
        assertThat(MlflowContext.activeRun()).isSameAs(open);

        failing = false;
        new MlflowClient(store).deleteRun(open.getId());
        assertInTrash(open, open.getId());
    }

    @Test
    void aRunThatEndedSinceItWasToGoToTheTrashIsSaidToHaveEndedWhereTheServerRefuses() {
        ActiveRun open = start(store);
        forbidden = "/runs/delete";
        assertThatThrownBy(() -> new MlflowClient(store).deleteRun(open.getId()))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("has ended as KILLED, but is not in the trash", "not yours");
        assertThat(behind.getRun(open.getId()).info().status()).isEqualTo(RunStatus.KILLED);
        assertThat(open.isEnded()).isTrue();
    }

    @Test
    void aRunThatBeganUnderAProvisionalIdEndsAlsoWhereItIsDeletedByTheServersId() {
        making = false;
        ActiveRun open = start(store);
        making = true;
        assertThat(store.flush(Duration.ofSeconds(60))).isTrue();
        String id = store.getRun(open.getId()).info().runId();
        assertThat(id).isNotEqualTo(open.getId());

        new MlflowClient(store).deleteRun(id);
        assertInTrash(open, id);
        assertThatThrownBy(() -> store.logBatch(open.getId(), Batch.of(new RunTag("late", "x"))))
                .isInstanceOf(MlflowException.class);
    }

    private void assertInTrash(ActiveRun ended, String id) {
        assertThat(ended.isEnded()).isTrue();
        assertThat(behind.getRun(id).info().lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
        assertThat(behind.getRun(id).info().status()).isEqualTo(RunStatus.KILLED);
    }

    @Test
    void aServerThatForbidsTheEndOfARunIsNotAskedWhetherThatIsInTheTrash() {
        ActiveRun open = start(rest);
        forbidden = "/runs/update";
        int before = reads.get();
        assertThatThrownBy(open::endRun).hasMessageContaining("not yours");
        assertThat(reads).hasValue(before);
        forbidden = "no call";
        open.endRun();
    }

    private static ActiveRun start(TrackingStore store) {
        MlflowContext context = new MlflowContext(new MlflowClient(store));
        context.setExperimentId("0");
        return context.startRun("r");
    }

    private static void assertNotYet(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(MlflowException.class, e -> {
            assertThat(e.errorCode()).isEqualTo(ErrorCode.TEMPORARILY_UNAVAILABLE);
            assertThat(e).hasMessageContaining("Nothing was changed");
        });
    }

    @Test
    void aServerThatIsBackIsNotWaitedForToTheEndOfThePause() throws Exception {
        failing = true;
        store.logBatch(run, Batch.of(new RunTag("stage", "x")));
        // The pause after the seventh is 8 s at least.
        for (int i = 0; i < 1_200 && failures.get() < 7; i++) {
            Thread.sleep(50);
        }
        Thread.sleep(100);
        failing = false;
        store.deleteTag(run, "stage");
        assertThat(behind.getRun(run).data().tag("stage")).isEmpty();
        assertThat(store.delivery().pendingBytes()).isZero();
    }
}
