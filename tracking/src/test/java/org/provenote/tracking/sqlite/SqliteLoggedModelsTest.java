package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.LoggedModel;
import org.provenote.tracking.entities.ModelInput;
import org.provenote.tracking.entities.ModelMetric;
import org.provenote.tracking.entities.ModelOutput;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInputs;
import org.provenote.tracking.store.LoggedModelSearch;
import org.provenote.tracking.store.LoggedModelSearch.By;
import org.provenote.tracking.store.LoggedModels;
import org.provenote.tracking.store.NewLoggedModel;
import org.provenote.tracking.store.NewRun;

class SqliteLoggedModelsTest {
    @TempDir
    Path folder;

    private Path file;
    private SqliteStore store;
    private LoggedModels models;

    @BeforeEach
    void open() {
        file = folder.resolve("mlflow.db");
        store = SqliteStore.open("sqlite:///" + file);
        models = store.loggedModels();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aDatabaseThatIsOlderThanLoggedModelsHasNoneAndSaysWhatToDo() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String table : List.of("_tags", "_params", "_metrics", "s")) {
                statement.executeUpdate("DROP TABLE logged_model" + table);
            }
            statement.executeUpdate("ALTER TABLE inputs DROP COLUMN step");
        }
        Run run = store.createRun(new NewRun("0", "me", "run", 1, List.of()));

        assertThat(store.getRun(run.info().runId()).outputs().modelOutputs()).isEmpty();
        assertThat(models.search(all("")).items()).isEmpty();
        assertThatThrownBy(() -> model("m"))
                .isInstanceOfSatisfying(
                        MlflowException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.NOT_IMPLEMENTED))
                .hasMessageContaining("mlflow db upgrade");
        assertThatThrownBy(() -> models.logOutputs(run.info().runId(), List.of()))
                .hasMessageContaining("mlflow db upgrade");
    }

    /** MLflow reads them by their primary key. */
    @Test
    void theModelsThatARunMadeAreInTheOrderOfTheirIds() {
        Run run = store.createRun(new NewRun("0", "me", "run", 1, List.of()));
        List<ModelOutput> made = Stream.of(model("a"), model("b"), model("c"))
                .sorted()
                .map(id -> new ModelOutput(id, 0))
                .toList();
        models.logOutputs(run.info().runId(), List.of(made.get(2), made.get(0), made.get(1)));

        assertThat(store.getRun(run.info().runId()).outputs().modelOutputs()).isEqualTo(made);
    }

    @Test
    void theDatasetsAndModelsThatARunUsedAreRecordedAllOrNone() throws Exception {
        String run = store.createRun(new NewRun("0", "me", "run", 1, List.of()))
                .info()
                .runId();
        DatasetInput dataset = new DatasetInput(List.of(), new Dataset("wine", "abc", "local", "{}", null, null));
        List<ModelInput> used = List.of(new ModelInput(model("m")));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER full BEFORE INSERT ON inputs WHEN NEW.destination_type = 'MODEL_INPUT'"
                    + " BEGIN SELECT RAISE(ABORT, 'no more models'); END");
            assertThatThrownBy(() -> models.logInputs(run, List.of(dataset), used))
                    .hasMessageContaining("no more models");
            assertThat(store.getRun(run).inputs().datasetInputs()).isEmpty();

            statement.execute("DROP TRIGGER full");
            models.logInputs(run, List.of(dataset), used);
            assertThat(store.getRun(run).inputs()).isEqualTo(new RunInputs(List.of(dataset), used));
        }
    }

    @Test
    void aPageTokenFitsTheSearchThatItCameFromOnly() {
        model("a");
        model("b");
        model("c");
        Page<LoggedModel> first = models.search(page("", 2, null));
        Page<LoggedModel> second = models.search(page("", 2, first.nextPageToken()));

        assertThat(first.items()).hasSize(2);
        assertThat(second.items()).hasSize(1);
        assertThat(second.nextPageToken()).isNull();
        assertThatThrownBy(() -> models.search(page("name = 'a'", 2, first.nextPageToken())))
                .hasMessageContaining("of the same search");
        assertThatThrownBy(() -> models.search(page("", 2, "e30="))).hasMessageContaining("Invalid page token");
    }

    @Test
    void modelsAreSortedByTheLatestPointOfAMetricAndThoseWithoutComeLast() {
        String low = model("low");
        String high = model("high");
        model("without");
        String run = store.createRun(new NewRun("0", "me", "run", 1, List.of()))
                .info()
                .runId();
        models.logMetrics(run, List.of(point(low, 9, 1), point(low, 1, 2), point(high, 2, 1)));

        assertThat(sorted("metrics.loss", true)).containsExactly("low", "high", "without");
        assertThat(sorted("metrics.loss", false)).containsExactly("high", "low", "without");
        assertThat(models.search(all("metrics.loss > 5")).items())
                .as("any point counts in a filter, as in MLflow")
                .extracting(found -> found.info().name())
                .containsExactly("low");
        assertThatThrownBy(() -> sorted("params.p", true)).hasMessageContaining("metrics.");
    }

    @Test
    void namesWithDashesAndSlashesNeedNoQuotes() {
        String model = model("my-model");
        model("other");
        String run = store.createRun(new NewRun("0", "me", "run", 1, List.of()))
                .info()
                .runId();
        models.logMetrics(run, List.of(new ModelMetric("val/acc-1", 1, 1, 0, model, null, null, run)));

        assertThat(models.search(all("name = my-model AND metrics.val/acc-1>0.5"))
                        .items())
                .extracting(found -> found.info().name())
                .containsExactly("my-model");
        assertThatThrownBy(() -> models.search(all("name = my-"))).hasMessageContaining("'-'");
    }

    @Test
    void aPointIsOfOneModelAndHasOneValue() {
        String model = model("m");
        String run = store.createRun(new NewRun("0", "me", "run", 1, List.of()))
                .info()
                .runId();
        models.logMetrics(run, List.of(point(model, 1, 1)));
        models.logMetrics(run, List.of(point(model, 1, 1)));

        assertThat(models.get(model).data().metrics()).hasSize(1);
        assertThatThrownBy(() -> models.logMetrics(run, List.of(point(model, 2, 1))))
                .hasMessageContaining("another value");
        ModelMetric elsewhere = new ModelMetric("loss", 1, 1, 1, model, "wine", "abc", "");
        assertThatThrownBy(() -> models.logMetrics(run, List.of(elsewhere))).hasMessageContaining("another dataset");
        assertThatThrownBy(() -> models.logMetrics(run, List.of(point("m-nope", 2, 1))))
                .hasMessageContaining("does not exist");
    }

    @Test
    void aWrongFilterSaysWhereAndAWrongNameWhy() {
        assertThatThrownBy(() -> models.search(all("metrics.loss > 1 AND colour.x = 'a'")))
                .hasMessageContaining("position 29")
                .hasMessageContaining("attributes, metrics, params or tags");
        assertThatThrownBy(() -> model("a/b")).hasMessageContaining("Invalid model name");
    }

    private List<String> sorted(String field, boolean ascending) {
        return models
                .search(new LoggedModelSearch(
                        List.of("0"), "", List.of(), 10, List.of(new By(field, ascending, null, null)), null))
                .items()
                .stream()
                .map(model -> model.info().name())
                .toList();
    }

    private String model(String name) {
        return models.create(new NewLoggedModel("0", name, null, null, List.of(new Param("p", "1")), List.of()))
                .info()
                .modelId();
    }

    private static ModelMetric point(String modelId, double value, long step) {
        return new ModelMetric("loss", value, step, step, modelId, null, null, "");
    }

    private static LoggedModelSearch all(String filter) {
        return page(filter, 100, null);
    }

    private static LoggedModelSearch page(String filter, int maxResults, @Nullable String token) {
        return new LoggedModelSearch(List.of("0"), filter, List.of(), maxResults, List.of(), token);
    }
}
