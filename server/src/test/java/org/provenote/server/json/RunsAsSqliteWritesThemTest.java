package org.provenote.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.ModelOutput;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.sqlite.SqliteStore;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs that are passed on as SQLite writes them are what they would be if Java read their columns and wrote them. */
class RunsAsSqliteWritesThemTest {
    private static final String ODD = "a\"b\\c/ü\u2028\uD83D\uDE00\t\n\u0001<é";

    @TempDir
    Path folder;

    @Test
    void runsOfAllKindsAreWrittenAsJavaWritesThem() throws Exception {
        Path file = folder.resolve("mlflow.db");
        try (SqliteStore store = SqliteStore.open(TrackingUris.of(file), folder.toString())) {
            run(store, "nothing logged");
            String full = run(store, ODD);
            store.logBatch(
                    full,
                    new Batch(
                            List.of(
                                    new Metric(ODD.strip().replaceAll("[^a-z]", ""), 0.1 + 0.2, 1, 2),
                                    new Metric("whole", 3, 4_000_000_000L, -1),
                                    new Metric("tiny", 5e-324, 0, 0),
                                    new Metric("nan", Double.NaN, 1, 1),
                                    new Metric("infinite", Double.NEGATIVE_INFINITY, 1, 1)),
                            List.of(new Param("p", ODD), new Param("empty", "")),
                            List.of(new RunTag("t", ODD))));
            store.updateRun(full, new RunUpdate(RunStatus.FAILED, 7_000_000_000L, null));
            Dataset dataset = new Dataset(ODD, "x1", "local", "{}", null, "{\"rows\":1}");
            store.logInputs(
                    full, List.of(new DatasetInput(List.of(new InputTag("mlflow.data.context", "train")), dataset)));
            store.loggedModels().logOutputs(full, List.of(new ModelOutput("m-2", 7)));
            change(file, "name = NULL, user_id = NULL, start_time = NULL", run(store, "named in its tag"));
            change(file, "name = '', end_time = 0", run(store, "ended at the time 0"));
            change(file, "user_id = x'6d65', artifact_uri = 5", run(store, "of other types"));
            String nameless = run(store, "nameless");
            change(file, "name = NULL", nameless);
            store.deleteTag(nameless, "mlflow.runName");

            change(file, "status = NULL", run(store, "without a status"));

            List<Run> runs = store.searchRuns(RunSearch.in(List.of("0"))).items();

            assertThat(runs)
                    .extracting(run -> run.info().runName())
                    .containsExactlyInAnyOrder(
                            "nothing logged",
                            ODD,
                            "named in its tag",
                            "ended at the time 0",
                            "of other types",
                            "",
                            "without a status");
            for (Run run : runs) {
                assertThat(run.dataJson()).isPresent();
                // Which Java reads column by column.
                RunInfo info = store.updateRun(run.info().runId(), new RunUpdate(null, null, null));
                assertThat(run.info()).isEqualTo(info);
                assertThat(run.infoJson()).contains(text(info));
                assertThat(json(run)).isEqualTo(json(new Run(info, run.data(), run.inputs(), run.outputs())));
                assertThat(text(run)).isEqualTo(text(store.getRun(info.runId())));
            }
        }
    }

    private static String run(TrackingStore store, String name) {
        return store.createRun(new NewRun("0", "me", name, 5_000_000_000L, List.of()))
                .info()
                .runId();
    }

    /** As another program may leave a row. */
    private static void change(Path file, String columns, String runId) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.executeUpdate("UPDATE runs SET " + columns + " WHERE run_uuid = '" + runId + "'");
        }
    }

    /** As values: SQLite writes a 17th digit where 16 would do. */
    private static JsonNode json(Run run) {
        return JsonMapper.builder().build().readTree(text(run));
    }

    private static String text(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }
}
