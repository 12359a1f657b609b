package org.provenote.tracking.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.ServerWire;
import org.provenote.tracking.wire.Wire;
import tools.jackson.databind.node.ObjectNode;

/** A server that searches ten experiments at a time, as Databricks does, finds the runs of any number of them. */
class NarrowServerTest {
    private static final int EXPERIMENTS = 25;

    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final AtomicInteger searches = new AtomicInteger();
    private final List<String> experiments = new ArrayList<>();
    private TrackingStore behind;
    private TrackingStore store;

    @BeforeEach
    void start() throws IOException {
        behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
        for (int i = 0; i < EXPERIMENTS; i++) {
            experiments.add(behind.createExperiment(NewExperiment.named("experiment " + i)));
        }
        // Three runs in each, begun in turn, two of them at the same time.
        for (int i = 0; i < 3 * EXPERIMENTS; i++) {
            behind.createRun(new NewRun(experiments.get(i % EXPERIMENTS), "ada", "run " + i, i / 2, List.of()));
        }
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                searches.incrementAndGet();
                return answer(ServerWire.runSearch(Json.parse(request.getBody().utf8())));
            }
        });
        server.start();
        store = new RestStoreProvider().open(server.url("/").toString());
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
        behind.close();
    }

    private MockResponse answer(RunSearch search) {
        if (search.experimentIds().size() > 10) {
            String refusal = "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"Too many `experiment_ids`\"}";
            return new MockResponse.Builder().code(400).body(refusal).build();
        }
        try {
            Page<Run> found = behind.searchRuns(search);
            ObjectNode page = Wire.with(Json.object(), "runs", found.items(), ServerWire::json);
            found.nextToken().ifPresent(token -> page.put("next_page_token", token));
            return new MockResponse.Builder().body(Json.text(page)).build();
        } catch (MlflowException e) {
            return new MockResponse.Builder()
                    .code(e.errorCode().httpStatus())
                    .body(Json.text(ServerWire.json(e)))
                    .build();
        }
    }

    private List<Run> all() {
        return behind.searchRuns(RunSearch.in(experiments)).items();
    }

    @Test
    void theyAreReadInTheOrderOfOneSearchPageAfterPage() {
        assertThat(all()).hasSize(3 * EXPERIMENTS);
        assertThat(store.everyRun(RunSearch.in(experiments).maxResults(7))).isEqualTo(all());
        assertThat(new MlflowClient(store).streamRuns(RunSearch.in(experiments)))
                .isEqualTo(all());
    }

    @Test
    void theNewestTakeOneSearchForEachTen() {
        assertThat(store.everyRun(RunSearch.in(experiments).maxResults(5)).limit(5))
                .isEqualTo(all().subList(0, 5));
        assertThat(searches).hasValue(1 + 3);
    }

    @Test
    void whatOneSearchTakesIsAskedForOnce() {
        assertThat(store.everyRun(RunSearch.in(experiments.subList(0, 10)))).hasSize(30);
        assertThat(searches).hasValue(1);
    }

    @Test
    void noExperimentsHaveNoRuns() {
        assertThat(store.everyRun(RunSearch.in(List.of()))).isEmpty();
        assertThat(searches).hasValue(0);
    }

    @Test
    void aSearchWithAnOrderOfItsOwnIsRefusedAsTheServerRefusesIt() {
        assertThatThrownBy(() -> store.everyRun(RunSearch.in(experiments).orderBy(List.of("metrics.r2 DESC"))))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("Too many");
    }

    @Test
    void aRefusalForAnotherReasonIsTheServers() {
        assertThatThrownBy(() -> store.everyRun(
                        RunSearch.in(experiments).filter("nonsense").viewType(ViewType.ALL)))
                .isInstanceOf(MlflowException.class)
                .hasMessageNotContaining("Too many");
    }
}
