package org.provenote.tracking.sqlite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.artifacts.ArtifactRepositories;
import org.provenote.tracking.artifacts.BesideDatabase;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.LoggedModel;
import org.provenote.tracking.entities.LoggedModelInfo;
import org.provenote.tracking.entities.LoggedModelStatus;
import org.provenote.tracking.entities.LoggedModelTag;
import org.provenote.tracking.entities.ModelInput;
import org.provenote.tracking.entities.ModelMetric;
import org.provenote.tracking.entities.ModelOutput;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.naming.RandomId;
import org.provenote.tracking.naming.RandomRunName;
import org.provenote.tracking.search.LoggedModelQuery;
import org.provenote.tracking.search.ModelPageToken;
import org.provenote.tracking.search.SearchSql;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.LoggedModelSearch;
import org.provenote.tracking.store.LoggedModels;
import org.provenote.tracking.store.NewLoggedModel;
import org.provenote.tracking.validation.Validation;

/** Logged models in MLflow's tables; every call is one transaction. */
final class SqliteLoggedModels implements LoggedModels {
    private final Database database;

    SqliteLoggedModels(Database database) {
        this.database = database;
    }

    @Override
    public LoggedModel create(NewLoggedModel model) {
        Validation.loggedModelName(model.name());
        long experimentId = Validation.experimentId(model.experimentId());
        String id = "m-" + RandomId.next();
        return database.write(session -> {
            LoggedModelsTable.mustExist(session);
            Experiment experiment = ExperimentsTable.active(session, experimentId);
            LoggedModelInfo info = pending(model, id, experiment);
            LoggedModelsTable.insert(session, info);
            LoggedModelsTable.insertParams(session, info, model.params());
            LoggedModelsTable.insertTags(session, info, model.tags());
            return LoggedModelsTable.get(session, id);
        });
    }

    @Override
    public ArtifactRepository artifacts(LoggedModelInfo model) {
        return new BesideDatabase(database.file())
                .folder(model)
                .map(ArtifactRepositories::in)
                .orElseGet(() -> ArtifactRepositories.local(model.artifactUri()));
    }

    private LoggedModelInfo pending(NewLoggedModel model, String id, Experiment experiment) {
        long now = System.currentTimeMillis();
        String name = model.name();
        String location =
                new BesideDatabase(database.file()).location(experiment.artifactLocation(), experiment.experimentId());
        return new LoggedModelInfo(
                id,
                experiment.experimentId(),
                name == null ? RandomRunName.next() : name,
                now,
                now,
                ArtifactRoot.ofModel(location, id),
                LoggedModelStatus.LOGGED_MODEL_PENDING,
                model.modelType(),
                model.sourceRunId(),
                null,
                List.of());
    }

    @Override
    public LoggedModel get(String modelId) {
        return database.read(session -> LoggedModelsTable.active(session, modelId));
    }

    @Override
    public LoggedModel getEvenDeleted(String modelId) {
        return database.read(session -> LoggedModelsTable.get(session, modelId));
    }

    @Override
    public LoggedModel finish(String modelId, LoggedModelStatus status) {
        return database.write(session -> {
            LoggedModelsTable.get(session, modelId);
            LoggedModelsTable.setStatus(session, modelId, status);
            return LoggedModelsTable.get(session, modelId);
        });
    }

    @Override
    public void delete(String modelId) {
        database.change(session -> {
            LoggedModelsTable.get(session, modelId);
            LoggedModelsTable.delete(session, modelId);
        });
    }

    @Override
    public Page<LoggedModel> search(LoggedModelSearch search) {
        Validation.maxResults(search.maxResults());
        long offset = ModelPageToken.offset(search);
        SearchSql sql = LoggedModelQuery.compile(search, LoggedModelsTable.COLUMNS, offset);
        return database.read(session -> {
            if (!LoggedModelsTable.exist(session)) {
                return new Page<>(List.of(), null);
            }
            List<LoggedModelInfo> found = session.query(
                    sql.text(), LoggedModelsTable::withoutTags, sql.values().toArray());
            int size = Math.min(found.size(), search.maxResults());
            return new Page<>(
                    LoggedModelsTable.complete(session, found.subList(0, size)),
                    size < found.size() ? ModelPageToken.of(search, offset + size) : null);
        });
    }

    @Override
    public void setTags(String modelId, List<LoggedModelTag> tags) {
        database.change(session -> {
            LoggedModelInfo model = LoggedModelsTable.get(session, modelId).info();
            LoggedModelsTable.setTags(session, model, tags);
        });
    }

    @Override
    public void deleteTag(String modelId, String key) {
        database.change(session -> {
            LoggedModelsTable.get(session, modelId);
            LoggedModelsTable.deleteTag(session, modelId, key);
        });
    }

    @Override
    public void logParams(String modelId, List<Param> params) {
        database.change(session -> {
            LoggedModelInfo model = LoggedModelsTable.get(session, modelId).info();
            LoggedModelsTable.insertParams(session, model, params);
        });
    }

    @Override
    public void logMetrics(String runId, List<ModelMetric> points) {
        database.change(session -> {
            RunInfo run = RunsTable.active(session, runId);
            points.stream().map(ModelMetric::ofRun).forEach(Validation::metric);
            ModelMetricsTable.insert(session, run, points);
        });
    }

    @Override
    public void logInputs(String runId, List<DatasetInput> datasets, List<ModelInput> models) {
        Validation.runId(runId);
        Validation.datasets(datasets);
        database.change(session -> {
            RunInfo run = RunsTable.active(session, runId);
            LoggedModelsTable.mustExist(session);
            InputsTable.insert(session, Long.parseLong(run.experimentId()), runId, datasets);
            RunModelsTable.insertInputs(session, runId, models);
        });
    }

    @Override
    public void logOutputs(String runId, List<ModelOutput> models) {
        database.change(session -> {
            LoggedModelsTable.mustExist(session);
            RunModelsTable.insertOutputs(
                    session, RunsTable.active(session, runId).runId(), models);
        });
    }

    @Override
    public void addToHistory(String runId, String modelJson) {
        Map<String, @Nullable Object> model = ModelHistory.model(modelJson);
        database.change(session -> {
            RunsTable.requireActive(session, runId);
            Optional<String> history = TagsTable.value(session, runId, ModelHistory.TAG);
            TagsTable.write(session, runId, ModelHistory.TAG, ModelHistory.with(model, history));
        });
    }
}
