package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import tools.jackson.databind.JsonNode;

class GraphqlTest {
    @TempDir
    Path root;

    @AutoClose
    RunningServer server;

    String run;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.in(root);
        run = server.store()
                .createRun(new NewRun("0", "ada", "first", 1, List.of()))
                .info()
                .runId();
        server.store()
                .logBatch(
                        run,
                        new Batch(
                                List.of(
                                        new Metric("loss", Double.NaN, 5_000_000_000L, 1),
                                        new Metric("loss", 0.5, 6, 2)),
                                List.of(new Param("depth", "3")),
                                List.of()));
    }

    @Test
    void aRunComesWithItsExperimentAndEveryFieldOfTheSchema() {
        JsonNode run = ask("GetRun", "{\"data\":{\"runId\":\"" + this.run + "\"}}")
                .path("data")
                .path("mlflowGetRun")
                .path("run");

        assertThat(run.path("info").path("runUuid").asString()).isEqualTo(this.run);
        assertThat(run.path("info").path("endTime").asString()).isEqualTo("0");
        assertThat(run.path("experiment").path("name").asString()).isEqualTo("Default");
        assertThat(run.path("data").path("params").path(0).path("value").asString())
                .isEqualTo("3");
        assertThat(run.path("modelVersions").isArray()).isTrue();
        assertThat(run.path("__typename").asString()).isEqualTo("MlflowRunExtension");
    }

    @Test
    void aMetricThatIsNoNumberIsNullAndLongNumbersAreText() {
        JsonNode points = ask(
                        "GetMetricHistoryBulkInterval",
                        "{\"data\":{\"runIds\":[\"" + run
                                + "\"],\"metricKey\":\"loss\",\"startStep\":null,\"endStep\":null,\"maxResults\":320}}")
                .path("data")
                .path("mlflowGetMetricHistoryBulkInterval")
                .path("metrics");

        assertThat(points.path(0).path("value").isNull()).isTrue();
        assertThat(points.path(0).path("timestamp").asString()).isEqualTo("5000000000");
        assertThat(points.path(0).path("timestamp").isString()).isTrue();
        assertThat(points.path(1).path("value").asDouble()).isEqualTo(0.5);
    }

    @Test
    void whatIsNotThereIsAnErrorBesideNoData() {
        JsonNode answer = ask("MlflowGetExperimentQuery", "{\"input\":{\"experimentId\":\"99\"}}");

        assertThat(answer.path("data").path("mlflowGetExperiment").isNull()).isTrue();
        assertThat(answer.path("errors").path(0).asString()).contains("99");
    }

    @Test
    void anythingElseIsRefusedWithTheNamesOfWhatIsAnswered() {
        for (String variables : List.of("{}", "null", "[1]", "{\"data\":7}")) {
            assertThat(ask("IntrospectionQuery", variables)
                            .path("errors")
                            .path(0)
                            .asString())
                    .contains("SearchRuns");
            assertThat(ask("GetRun", variables).path("errors").path(0).asString())
                    .isNotEmpty();
        }
    }

    private JsonNode ask(String operation, String variables) {
        return server.postJson(
                "/graphql",
                "{\"operationName\":\"" + operation + "\",\"query\":\"query " + operation + " { x }\",\"variables\":"
                        + variables + "}");
    }
}
