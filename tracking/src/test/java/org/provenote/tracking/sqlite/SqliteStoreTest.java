package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStoreContract;
import org.provenote.tracking.store.TrackingUris;

/** The contract, on a real file in a folder with an awkward name. */
class SqliteStoreTest extends TrackingStoreContract {
    @TempDir
    Path folder;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(TrackingUris.of(folder.resolve("a b%20 'ü' ?#/mlflow.db")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** SQLite hands a run's metrics over as text: every double must come back as it was. */
    @Test
    void aRunsMetricsAreReadBackToTheLastBit() {
        List<Metric> logged = new SplittableRandom(17)
                .longs(1_000)
                .mapToDouble(Double::longBitsToDouble)
                .filter(Double::isFinite)
                .mapToObj(value -> new Metric("k" + Double.doubleToLongBits(value), value, 1, 1))
                .toList();
        String runId = store.createRun(new NewRun("0", "", "exact", 1, List.of()))
                .info()
                .runId();
        store.logBatch(runId, new Batch(logged, List.of(), List.of()));
        assertThat(store.getRun(runId).data().metrics()).containsExactlyInAnyOrderElementsOf(logged);
    }

    /** As MLflow 3.18; earlier ones take them. */
    @Test
    void keysThatEndWithALineBreakAndExperimentNamesOfBlanksAreRefused() {
        String runId =
                store.createRun(new NewRun("0", "", "r", 1, List.of())).info().runId();
        assertThatThrownBy(() -> store.logBatch(runId, Batch.of(new RunTag("a\n", "v"))))
                .hasMessageContaining("Names may only contain");
        assertThatThrownBy(() -> store.logBatch(runId + "\n", Batch.of(new RunTag("a", "v"))))
                .hasMessageContaining("run_id");
        for (String blank : List.of(" ", "\t\n")) {
            assertThatThrownBy(() -> store.createExperiment(NewExperiment.named(blank)))
                    .hasMessageContaining("Invalid experiment name");
        }
    }

    /** As MLflow 3.18; earlier ones refuse both. */
    @Test
    void experimentsAreSearchedByAttributesInThePluralAndOperatorsInSmallLetters() {
        store.createExperiment(NewExperiment.named("other"));
        assertThat(store.searchExperiments(experiments("attributes.name like 'o%'", List.of()))
                        .items())
                .extracting(Experiment::name)
                .containsExactly("other");
        assertThat(store.searchExperiments(experiments("", List.of("attributes.name DESC")))
                        .items())
                .extracting(Experiment::name)
                .containsExactly("other", "Default");
    }

    private static ExperimentSearch experiments(String filter, List<String> orderBy) {
        return new ExperimentSearch(filter, ViewType.ACTIVE_ONLY, 10, orderBy, null);
    }

    /** SQLite has the statistics of a file with one run, in which an index on the run is of no use. */
    @Test
    void aFileThatGrewFromOneRunIsSearchedByItsIndexes() throws Exception {
        Path file = folder.resolve("grown/mlflow.db");
        try (SqliteStore small = SqliteStore.open(TrackingUris.of(file))) {
            logRuns(small, 1);
        }
        try (SqliteStore grown = SqliteStore.open(TrackingUris.of(file))) {
            logRuns(grown, 300);
            assertThat(grown.searchRuns(RunSearch.in(List.of("0"))).items())
                    .hasSize(301)
                    .allSatisfy(run -> assertThat(run.data().metrics()).hasSize(20));
            assertThat(plan(file, RunReader.SEVERAL))
                    .filteredOn(step -> !step.startsWith("CORRELATED"))
                    .hasSizeGreaterThan(4)
                    .satisfies(step -> assertThat(step).startsWith("SCAN asked "), Index.atIndex(0))
                    .allMatch(step -> step.startsWith("SCAN asked ") || step.matches("SEARCH \\w+ USING INDEX .*"));
        }
    }

    private static List<String> plan(Path file, String sql) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            List<String> steps = new ArrayList<>();
            while (plan.next()) {
                steps.add(plan.getString("detail"));
            }
            return steps;
        }
    }

    private static void logRuns(TrackingStore to, int count) {
        List<Metric> metrics = IntStream.range(0, 20)
                .mapToObj(i -> new Metric("m" + i, i, 1, 1))
                .toList();
        for (int i = 0; i < count; i++) {
            String runId =
                    to.createRun(new NewRun("0", "", null, i, List.of())).info().runId();
            to.logBatch(runId, new Batch(metrics, List.of(), List.of()));
        }
    }

    /** Other programs, and what was saved from a damaged file, may have put there what MLflow would not. */
    @Test
    void rowsOfOddTypesAreReadAllTheSame() throws Exception {
        Path file = folder.resolve("odd/mlflow.db");
        try (SqliteStore odd = SqliteStore.open(TrackingUris.of(file))) {
            logRuns(odd, 2);
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = other.createStatement()) {
                statement.executeUpdate(
                        "UPDATE runs SET name = x'6162', user_id = 7, start_time = 'noon', end_time = 1.5"
                                + " WHERE start_time = 1");
                statement.executeUpdate(
                        "UPDATE latest_metrics SET value = 'much', timestamp = 'late' WHERE key = 'm1'");
                statement.executeUpdate("UPDATE latest_metrics SET value = 9e999 WHERE key = 'm2'");
                statement.executeUpdate("UPDATE latest_metrics SET value = -9e999 WHERE key = 'm3'");
                statement.executeUpdate("UPDATE tags SET value = x'63'");
            }
            List<Run> runs = odd.searchRuns(RunSearch.in(List.of("0"))).items();
            assertThat(runs).hasSize(2).allSatisfy(run -> {
                assertThat(run.data().metrics())
                        .hasSize(20)
                        .contains(
                                new Metric("m1", 0, 0, 1),
                                new Metric("m2", Double.POSITIVE_INFINITY, 1, 1),
                                new Metric("m3", Double.NEGATIVE_INFINITY, 1, 1));
                assertThat(run.data().tags()).containsExactly(new RunTag("mlflow.runName", "c"));
                assertThat(odd.getRun(run.info().runId())).isEqualTo(run);
            });
            assertThat(runs.get(0).info().runName()).isEqualTo("ab");
            assertThat(runs.get(0).info().startTime()).isZero();
            assertThat(runs.get(0).info().endTime()).isEqualTo(1);
        }
    }

    /** It may have a profile of megabytes, and a run may use it with thousands of tags. */
    @Test
    void aDatasetThatRunsShareIsInMemoryOnce() {
        Dataset dataset = new Dataset("wine", "abc", "local", "{}", "{}", "{}");
        for (int i = 0; i < 2; i++) {
            String run = store.createRun(new NewRun("0", "u", "n", i, List.of()))
                    .info()
                    .runId();
            List<InputTag> tags = List.of(new InputTag("a", "1"), new InputTag("b", "2"));
            store.logInputs(run, List.of(new DatasetInput(tags, dataset)));
        }
        List<DatasetInput> inputs = store.searchRuns(RunSearch.in(List.of("0"))).items().stream()
                .flatMap(run -> run.inputs().datasetInputs().stream())
                .toList();
        assertThat(inputs).hasSize(2).allSatisfy(input -> {
            assertThat(input.dataset()).isSameAs(inputs.get(0).dataset());
            assertThat(input.tags()).hasSize(2);
        });
    }

    /** MLflow before 1.30 knew no other place for it. */
    @ParameterizedTest
    @ValueSource(strings = {"NULL", "''"})
    void aNameThatIsInTheTagOnlyIsAlsoThatOfAnUpdatedRun(String none) throws Exception {
        Path file = folder.resolve("old/mlflow.db");
        try (SqliteStore old = SqliteStore.open(TrackingUris.of(file))) {
            String run = old.createRun(new NewRun("0", "me", "named", 1, List.of()))
                    .info()
                    .runId();
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = other.createStatement()) {
                statement.executeUpdate("UPDATE runs SET name = " + none);
            }
            RunInfo updated = old.updateRun(run, RunUpdate.ended(RunStatus.FINISHED, 2));

            assertThat(updated.runName()).isEqualTo("named");
            assertThat(updated).isEqualTo(old.getRun(run).info());
        }
    }

    @Override
    public TrackingStore store() {
        return store;
    }
}
