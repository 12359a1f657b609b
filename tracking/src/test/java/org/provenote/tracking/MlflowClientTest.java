package org.provenote.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.KeptPort;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.fault.Told;
import org.provenote.tracking.outbox.Outboxes;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

class MlflowClientTest {
    @TempDir
    Path folder;

    private MlflowClient client;

    @BeforeEach
    void open() {
        client = new MlflowClient(TrackingUris.of(folder.resolve("mlflow.db")));
    }

    @AfterEach
    void close() {
        TrackingStores.closeAll();
    }

    @Test
    void aRunsNameAndStatusAreChangedOneAtATime() {
        String id = client.createRun("0").runId();

        client.updateRun(id, null, "final");
        assertThat(client.getRun(id).info().runName()).isEqualTo("final");
        assertThat(client.getRun(id).info().status()).isEqualTo(RunStatus.RUNNING);

        client.updateRun(id, RunStatus.FAILED, null);
        RunInfo changed = client.getRun(id).info();
        assertThat(changed.runName()).isEqualTo("final");
        assertThat(changed.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void whoLogsMoreThanIsStoredIsToldOnceForEachKey() {
        try (Told told = new Told()) {
            String id = client.createRun("0").runId();
            client.logParam(id, "fits", "x".repeat(6_000));
            client.logParam(id, "prompt", "x".repeat(7_000));
            client.logParam(client.createRun("0").runId(), "prompt", "x".repeat(7_000));
            client.setTag(id, "note", "x".repeat(8_001));

            assertThat(client.getRun(id).data().param("prompt")).contains("x".repeat(6_000));
            assertThat(told.notices()).hasSize(2);
            assertThat(told.notices().get(0)).contains("Param 'prompt' has 7000 characters", "the first 6000");
            assertThat(told.notices().get(1)).contains("Tag 'note' has 8001 characters", "the first 8000");
        }
    }

    @Test
    void aNestedRunKnowsItsParent() {
        String parent = client.createRun("0").runId();
        String child = client.createRun("0").runId();
        client.setTag(child, "mlflow.parentRunId", parent);

        assertThat(client.getParentRun(child))
                .hasValueSatisfying(run -> assertThat(run.info().runId()).isEqualTo(parent));
        assertThat(client.getParentRun(parent)).isEmpty();
    }

    @Test
    void aTextBecomesAFile() throws Exception {
        String id = client.createRun("0").runId();

        client.logText(id, "größer ✓\n", "reports/summary.txt");

        try (InputStream content = client.artifacts(id).open("reports/summary.txt")) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("größer ✓\n");
        }
        for (String nowhere : List.of("../outside.txt", "a/..", "a/", "")) {
            assertThatThrownBy(() -> client.logText(id, "x", nowhere)).isInstanceOf(MlflowException.class);
        }
    }

    @Test
    void moreThanABatchMayHoldIsLoggedInSeveralAsMlflowsClientDoes() {
        String id;
        try (ActiveRun run = new MlflowContext(client).setExperimentId("0").startRun()) {
            id = run.getId();
            run.logParams(numbered(250));
            run.setTags(numbered(250));
            run.logMetrics(IntStream.range(0, 2_500).boxed().collect(Collectors.toMap(i -> "m" + i, i -> i)));
        }
        RunData data = client.getRun(id).data();
        assertThat(data.params()).hasSize(250);
        assertThat(data.tags().stream().filter(tag -> tag.key().startsWith("k")))
                .hasSize(250);
        assertThat(data.metrics()).hasSize(2_500);
    }

    private static Map<String, String> numbered(int count) {
        return IntStream.range(0, count)
                .boxed()
                .collect(Collectors.toMap(i -> "k%03d".formatted(i), String::valueOf, (a, b) -> a, TreeMap::new));
    }

    @Test
    void aRunThatCannotBeResumedStaysAsItWas() {
        try (KeptPort nobody = new KeptPort();
                TrackingStore store = new RestStoreProvider().open(nobody.url());
                TrackingStore buffered = Outboxes.before(store, folder.resolve("outbox"))) {
            MlflowContext context = new MlflowContext(new MlflowClient(buffered));
            assertThatThrownBy(() -> context.resumeRun("0123456789abcdef0123456789abcdef"))
                    .isInstanceOf(MlflowException.class);
            assertThat(buffered.delivery().pendingBytes()).isZero();
        }
    }

    @Test
    void aValueThatIsNullIsLoggedAsThatWord() {
        String none = null;
        Map<String, String> both = new HashMap<>();
        both.put("b", none);
        try (ActiveRun run = new MlflowContext(client).setExperimentId("0").startRun()) {
            run.logParam("a", none);
            run.logParams(both);
            run.setTag("a", none);
            run.setTags(both);

            RunData data = client.getRun(run.getId()).data();
            for (String key : List.of("a", "b")) {
                assertThat(data.param(key)).contains("null");
                assertThat(data.tag(key)).contains("null");
            }
        }
    }

    @Test
    void whatElseIsNullIsRefusedByItsName() {
        String none = null;
        String id = client.createRun("0").runId();
        MlflowContext context = new MlflowContext(client).setExperimentId("0");

        Map<String, ThrowingCallable> calls = new TreeMap<>();
        calls.put("runId", () -> client.getRun(none));
        calls.put("status", () -> client.setTerminated(id, null));
        calls.put("text", () -> client.logText(id, none, "a.txt"));
        calls.put("searchFilter", () -> client.searchRuns(List.of("0"), none));
        calls.put("parentRunId", () -> context.startRun("x", none));
        calls.put("value of a", () -> client.logBatch(id, null, List.of(new Param("a", none)), null));

        calls.forEach((name, call) -> assertThatThrownBy(call)
                .isInstanceOf(MlflowException.class)
                .hasMessage("Missing value for required parameter '" + name + "': it is null")
                .extracting("errorCode")
                .isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE));
    }
}
