package org.provenote.tracking.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunsOfExperiment;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.ServerWire;
import org.provenote.tracking.wire.Wire;
import tools.jackson.databind.node.ObjectNode;

/** A team's server has hundreds of experiments, and a page that shows them all asks every few seconds. */
class LastRunsTest {
    private final List<RunInfo> runs = new ArrayList<>();
    private final AtomicInteger searches = new AtomicInteger();
    private final MockWebServer server = new MockWebServer();
    private int mostIds = Integer.MAX_VALUE;
    private TrackingStore store;

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                searches.incrementAndGet();
                RunSearch search =
                        ServerWire.runSearch(Json.parse(request.getBody().utf8()));
                return search.experimentIds().size() > mostIds ? tooMany() : found(search);
            }
        });
        server.start();
        store = new RestStoreProvider().open(server.url("/").toString());
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    @Test
    void theLastRunsOfHundredsOfExperimentsComeByAFewSearches() {
        List<String> experiments = ids(500);
        experiments.forEach(experiment -> run(experiment, 1));

        List<RunsOfExperiment> told = store.runsOf(experiments);

        assertThat(told).extracting(RunsOfExperiment::experimentId).isEqualTo(experiments);
        assertThat(told).allSatisfy(one -> assertThat(lastOf(one)).isEqualTo(one.experimentId() + " run 0"));
        assertThat(searches).hasValueLessThanOrEqualTo(10);
    }

    @Test
    void aBusyExperimentHidesNoOther() {
        run("1", 1);
        run("2", 2);
        run("busy", 1_000);

        List<RunsOfExperiment> told = store.runsOf(List.of("1", "busy", "2", "empty"));

        assertThat(told).extracting(LastRunsTest::lastOf).containsExactly("1 run 0", "busy run 999", "2 run 1", null);
        assertThat(told).extracting(RunsOfExperiment::count).containsExactly(1L, null, 2L, 0L);
        assertThat(searches).hasValue(2);
    }

    @Test
    void whatIsBehindTooManyRunsIsNotToldRatherThanLookedForWithoutEnd() {
        List<String> experiments = ids(30);
        experiments.forEach(experiment -> run(experiment, 100));

        List<RunsOfExperiment> told = store.runsOf(experiments);

        assertThat(searches).hasValue(10);
        assertThat(told.subList(20, 30))
                .as("those that ran last")
                .doesNotContainNull()
                .allSatisfy(one -> assertThat(lastOf(one)).isEqualTo(one.experimentId() + " run 99"));
        assertThat(told.get(0)).isEqualTo(new RunsOfExperiment("1", null, null));
    }

    @Test
    void aServerThatTakesTenExperimentsAtATimeIsAskedForTen() {
        mostIds = 10;
        List<String> experiments = ids(25);
        experiments.forEach(experiment -> run(experiment, 2));

        assertThat(store.runsOf(experiments))
                .allSatisfy(one -> assertThat(lastOf(one)).isEqualTo(one.experimentId() + " run 1"));
        assertThat(searches).hasValue(1 + 3);
    }

    @Test
    void aRefusalOfSoFewIsARefusal() {
        mostIds = 0;

        assertThatThrownBy(() -> store.runsOf(ids(50)))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("Too many");
        assertThat(searches).hasValue(2);
    }

    private static List<String> ids(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
    }

    /** Later than every run before. */
    private void run(String experiment, int count) {
        for (int i = 0; i < count; i++) {
            String name = experiment + " run " + i;
            runs.add(new RunInfo(
                    name, name, experiment, "ada", RunStatus.FINISHED, runs.size(), null, "", LifecycleStage.ACTIVE));
        }
    }

    private static String lastOf(RunsOfExperiment told) {
        return told.last() == null ? null : told.last().runName();
    }

    private static MockResponse tooMany() {
        return new MockResponse.Builder()
                .code(400)
                .body("{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"Too many `experiment_ids`\"}")
                .build();
    }

    private MockResponse found(RunSearch search) {
        List<RunInfo> all = runs.stream()
                .filter(run -> search.experimentIds().contains(run.experimentId()))
                .sorted(Comparator.comparing(RunInfo::startTime).reversed())
                .toList();
        ObjectNode page = Wire.with(
                Json.object(),
                "runs",
                all.stream().limit(search.maxResults()).toList(),
                run -> Json.object().set("info", ServerWire.json(run)));
        if (all.size() > search.maxResults()) {
            page.put("next_page_token", "more");
        }
        return new MockResponse.Builder().body(Json.text(page)).build();
    }
}
