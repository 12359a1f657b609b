package org.provenote.tracking.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.StorageException;
import org.provenote.tracking.artifacts.ArtifactRepositories;
import org.provenote.tracking.artifacts.BesideDatabase;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.DatasetSummary;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.entities.RunsOfExperiment;
import org.provenote.tracking.files.WritableFile;
import org.provenote.tracking.naming.RandomId;
import org.provenote.tracking.naming.RunNames;
import org.provenote.tracking.search.PageToken;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.LoggedModels;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.validation.Validation;

/**
 * Experiments and runs in a SQLite file with MLflow's tables. The semantics are those of MLflow's
 * {@code SqlAlchemyStore}; every call is one transaction. It returns once that is committed, which a killed process does not
 * undo, and what was committed before is on the disk (see {@link #force}). May be used from any thread.
 */
public final class SqliteStore implements TrackingStore {
    /** Of a metric, in memory: some 50 bytes each. */
    private static final int POINTS_AT_ONCE = 5_000;

    private final String trackingUri;
    private final Database database;
    private final ArtifactRoot artifactRoot;
    private final LoggedModels models;

    private SqliteStore(String trackingUri, Path file, ArtifactRoot artifactRoot) {
        this.trackingUri = SqliteUri.withoutQuery(trackingUri);
        this.database = new Database(file, opened -> Schema.ensure(opened, artifactRoot));
        this.artifactRoot = artifactRoot;
        this.models = new SqliteLoggedModels(database);
    }

    static SqliteStore open(String trackingUri) {
        return opened(openLater(trackingUri));
    }

    /** A store that opens its file at the first call, and at the next one where it cannot. */
    static SqliteStore openLater(String trackingUri) {
        Path file = SqliteUri.file(trackingUri);
        return new SqliteStore(trackingUri, file, ArtifactRoot.beside(file));
    }

    /**
     * Opens a store whose new experiments keep their artifacts below {@code artifactRoot}, such as {@code mlflow-artifacts:/}
     * for a server that passes artifacts on, or a folder.
     */
    public static SqliteStore open(String trackingUri, String artifactRoot) {
        return opened(new SqliteStore(
                trackingUri, SqliteUri.file(trackingUri), new ArtifactRoot(ArtifactRoot.absolute(artifactRoot))));
    }

    private static SqliteStore opened(SqliteStore store) {
        try {
            store.database.open();
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    @Override
    public String trackingUri() {
        return trackingUri;
    }

    // Experiments

    @Override
    public String createExperiment(NewExperiment experiment) {
        Validation.experimentName(experiment.name());
        experiment.tags().forEach(Validation::experimentTag);
        String location = location(experiment.artifactLocation());
        return database.write(session -> {
            long id = ExperimentsTable.insert(session, experiment, location, artifactRoot);
            for (ExperimentTag tag : experiment.tags()) {
                ExperimentTagsTable.insert(session, id, tag);
            }
            return Long.toString(id);
        });
    }

    private static @Nullable String location(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return null;
        }
        String location = ArtifactRoot.absolute(given);
        Validation.artifactLocation(location);
        return location;
    }

    @Override
    public Experiment getExperiment(String experimentId) {
        long id = Validation.experimentId(experimentId);
        return database.read(session -> ExperimentsTable.get(session, id));
    }

    @Override
    public Optional<Experiment> findExperiment(String name) {
        return database.read(session -> ExperimentsTable.named(session, name));
    }

    @Override
    public Page<Experiment> searchExperiments(ExperimentSearch search) {
        Validation.maxResults(search.maxResults());
        List<Experiment> found = database.read(session -> Searches.experiments(session, search));
        return PageToken.page(found, search.maxResults(), PageToken.offset(search.pageToken()));
    }

    @Override
    public void renameExperiment(String experimentId, String newName) {
        Validation.experimentName(newName);
        long id = Validation.experimentId(experimentId);
        database.change(session -> {
            Experiment experiment = ExperimentsTable.get(session, id);
            if (experiment.lifecycleStage() != LifecycleStage.ACTIVE) {
                throw new MlflowException(
                        ErrorCode.INVALID_STATE, "Cannot rename a non-active experiment; restore it first.");
            }
            ExperimentsTable.rename(session, id, newName);
        });
    }

    @Override
    public void deleteExperiment(String experimentId) {
        long id = Validation.experimentId(experimentId);
        database.change(session -> {
            requireStage(ExperimentsTable.get(session, id), LifecycleStage.ACTIVE);
            Validation.experimentIsNamed(experimentId);
            ExperimentsTable.setStage(session, id, LifecycleStage.DELETED);
            RunsTable.deleteAllOf(session, id);
        });
    }

    @Override
    public void restoreExperiment(String experimentId) {
        long id = Validation.experimentId(experimentId);
        database.change(session -> {
            requireStage(ExperimentsTable.get(session, id), LifecycleStage.DELETED);
            Validation.experimentIsNamed(experimentId);
            ExperimentsTable.setStage(session, id, LifecycleStage.ACTIVE);
            RunsTable.restoreAllOf(session, id);
        });
    }

    private static void requireStage(Experiment experiment, LifecycleStage stage) {
        if (experiment.lifecycleStage() != stage) {
            throw MlflowException.missing(
                    "No Experiment with id=" + experiment.experimentId() + " exists in the state '" + stage + "': '"
                            + experiment.name() + "' is " + experiment.lifecycleStage());
        }
    }

    @Override
    public void setExperimentTag(String experimentId, ExperimentTag tag) {
        Validation.experimentTag(tag);
        long id = Validation.experimentId(experimentId);
        database.change(session -> {
            ExperimentsTable.active(session, id);
            ExperimentTagsTable.set(session, id, tag);
        });
    }

    @Override
    public void deleteExperimentTag(String experimentId, String key) {
        long id = Validation.experimentId(experimentId);
        database.change(session -> {
            ExperimentsTable.active(session, id);
            ExperimentTagsTable.delete(session, id, key);
        });
    }

    // Runs

    @Override
    public Run createRun(NewRun run) {
        long experimentId = Validation.experimentId(run.experimentId());
        return database.write(session -> {
            Experiment experiment = ExperimentsTable.active(session, experimentId);
            Run draft = draft(run, experimentId, experiment.artifactLocation());
            insert(session, draft);
            return RunReader.fresh(draft);
        });
    }

    @Override
    public boolean givesRunIds() {
        return false;
    }

    @Override
    public Run draft(NewRun run) {
        long experimentId = Validation.experimentId(run.experimentId());
        return draft(run, experimentId, artifactLocation(experimentId));
    }

    private String artifactLocation(long experimentId) {
        try {
            return database.read(session -> ExperimentsTable.active(session, experimentId))
                    .artifactLocation();
        } catch (StorageException e) {
            return artifactRoot.of(experimentId);
        }
    }

    private Run draft(NewRun run, long experimentId, String artifactLocation) {
        String location = new BesideDatabase(database.file()).location(artifactLocation, Long.toString(experimentId));
        List<RunTag> tags = new ArrayList<>(run.tags());
        String name = RunNames.settle(run.runName(), tags);
        String runId = RandomId.next();
        RunInfo info = new RunInfo(
                runId,
                name,
                Long.toString(experimentId),
                run.userId(),
                RunStatus.RUNNING,
                run.startTime(),
                null,
                ArtifactRoot.ofRun(location, runId),
                LifecycleStage.ACTIVE);
        return new Run(info, new RunData(List.of(), List.of(), tags), null, null);
    }

    @Override
    public void create(Run draft) {
        database.change(session -> {
            if (!RunsTable.exists(session, draft.info().runId())) {
                ExperimentsTable.active(
                        session, Validation.experimentId(draft.info().experimentId()));
                insert(session, draft);
            }
        });
    }

    private static void insert(Session session, Run draft) throws SQLException {
        RunsTable.insert(session, draft.info());
        for (RunTag tag : draft.data().tags()) {
            TagsTable.write(session, draft.info().runId(), tag.key(), tag.value());
        }
    }

    @Override
    public Run getRun(String runId) {
        return database.read(session -> RunReader.one(session, runId));
    }

    @Override
    public RunInfo updateRun(String runId, RunUpdate update) {
        return database.write(session -> {
            RunsTable.requireActive(session, runId);
            RunsTable.update(session, runId, update);
            return RunReader.info(session, runId);
        });
    }

    @Override
    public void deleteRun(String runId) {
        database.change(session -> {
            RunsTable.get(session, runId);
            RunsTable.delete(session, runId);
        });
    }

    @Override
    public void restoreRun(String runId) {
        database.change(session -> {
            RunsTable.get(session, runId);
            RunsTable.restore(session, runId);
        });
    }

    @Override
    public Page<Run> searchRuns(RunSearch search) {
        Validation.maxResults(search.maxResults());
        return database.readShared(read -> {
            List<String> found = Searches.runs(read.session(), search);
            Page<String> ids = PageToken.page(found, search.maxResults(), PageToken.offset(search.pageToken()));
            return new Page<>(RunReader.all(read, ids.items()), ids.nextPageToken());
        });
    }

    @Override
    public List<DatasetSummary> datasetsOf(List<String> experimentIds) {
        List<Long> ids =
                experimentIds.stream().map(Validation::namedExperimentId).toList();
        return database.read(session -> InputsTable.summaries(session, ids));
    }

    // What is logged

    @Override
    public void logBatch(String runId, Batch batch) {
        Validation.runId(runId);
        Batch checked = Validation.batch(batch);
        database.change(session -> {
            RunsTable.requireActive(session, runId);
            ParamsTable.insert(session, runId, checked.params());
            MetricsTable.insert(session, runId, checked.metrics());
            TagsTable.set(session, runId, checked.tags());
        });
    }

    @Override
    public void logInputs(String runId, List<DatasetInput> datasets) {
        Validation.runId(runId);
        Validation.datasets(datasets);
        database.change(session -> {
            RunInfo run = RunsTable.active(session, runId);
            InputsTable.insert(session, Long.parseLong(run.experimentId()), runId, datasets);
        });
    }

    @Override
    public void deleteTag(String runId, String key) {
        database.change(session -> {
            RunsTable.requireActive(session, runId);
            TagsTable.delete(session, runId, key);
        });
    }

    @Override
    public Page<Metric> getMetricHistory(String runId, String key, int maxResults, @Nullable String pageToken) {
        long offset = PageToken.offset(pageToken);
        List<Metric> points =
                database.read(session -> MetricsTable.history(session, runId, key, maxResults + 1, offset));
        return PageToken.page(points, maxResults, offset);
    }

    @Override
    public void eachPoint(String runId, String key, Consumer<Metric> each) {
        MetricsTable.Walk walk = new MetricsTable.Walk(runId, key);
        while (!walk.hasEnded()) {
            database.read(session -> walk.next(session, POINTS_AT_ONCE)).forEach(each);
        }
    }

    @Override
    public ArtifactRepository artifacts(RunInfo run) {
        return new BesideDatabase(database.file())
                .folder(run)
                .map(ArtifactRepositories::in)
                .orElseGet(() -> artifactsAt(run.artifactUri()));
    }

    @Override
    public ArtifactRepository artifactsAt(String artifactUri) {
        return ArtifactRepositories.local(artifactUri);
    }

    @Override
    public LoggedModels loggedModels() {
        return models;
    }

    @Override
    public Optional<String> obstacle() {
        return database.obstacle().or(() -> WritableFile.obstacle(database.file()));
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(database.file());
    }

    @Override
    public List<RunsOfExperiment> runsOf(List<String> experimentIds) {
        Map<String, RunsOfExperiment> found = database.read(RunsTable::byExperiment).stream()
                .collect(Collectors.toMap(RunsOfExperiment::experimentId, Function.identity()));
        return experimentIds.stream()
                .map(id -> found.getOrDefault(id, new RunsOfExperiment(id, 0L, null)))
                .toList();
    }

    @Override
    public Optional<Long> revision() {
        return Optional.of(database.dataVersion());
    }

    @Override
    public void force() {
        database.force();
    }

    @Override
    public void leaveAtRest() {
        database.leaveAtRest();
    }

    @Override
    public void close() {
        database.close();
    }
}
