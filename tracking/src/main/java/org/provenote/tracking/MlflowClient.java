package org.provenote.tracking;

import static org.provenote.tracking.store.Arguments.given;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.context.RunContext;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.context.WithoutSecrets;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.ExperimentChoice;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;

/**
 * Reads and writes experiments and runs by id, with the method names of MLflow's Java client
 * ({@code org.mlflow.tracking.MlflowClient}). To log from a program that runs now, {@link MlflowContext} is shorter.
 *
 * <p>Every method throws {@link MlflowException} when the call cannot be carried out. May be used from any thread.
 */
public final class MlflowClient implements AutoCloseable {
    private static final CutValues CUT = new CutValues();

    private final TrackingStore store;

    /**
     * A client of the tracking URI in force: {@code MLFLOW_TRACKING_URI}, else the notebook's embedded store, or in a program
     * outside a notebook {@code mlflow.db} in its working directory.
     */
    public MlflowClient() {
        this(RunContext.trackingUri());
    }

    /** A client of {@code sqlite:///path}, {@code http(s)://host}, {@code databricks} or {@code databricks://profile}. */
    public MlflowClient(String trackingUri) {
        this(TrackingStores.openBuffered(trackingUri));
    }

    /** A client of an open store. */
    public MlflowClient(TrackingStore store) {
        this.store = store;
    }

    /** The store behind this client. */
    public TrackingStore store() {
        return store;
    }

    // Experiments

    /** Creates an experiment and returns its id. */
    public String createExperiment(String experimentName) {
        return store.createExperiment(NewExperiment.named(experimentName));
    }

    /** Creates an experiment whose artifacts go under {@code artifactLocation}, and returns its id. */
    public String createExperiment(String experimentName, String artifactLocation) {
        return store.createExperiment(new NewExperiment(experimentName, artifactLocation, List.of()));
    }

    public Experiment getExperiment(String experimentId) {
        return store.getExperiment(given("experimentId", experimentId));
    }

    /** The experiment of that name, active or deleted. */
    public Optional<Experiment> getExperimentByName(String experimentName) {
        return store.findExperiment(given("experimentName", experimentName));
    }

    /** Every active experiment, newest first. */
    public List<Experiment> searchExperiments() {
        return store.everyExperiment(ExperimentSearch.all());
    }

    public Page<Experiment> searchExperiments(ExperimentSearch search) {
        return store.searchExperiments(search);
    }

    public void renameExperiment(String experimentId, String newName) {
        store.renameExperiment(experimentId, newName);
    }

    /** Moves an experiment to the trash. */
    public void deleteExperiment(String experimentId) {
        store.deleteExperiment(experimentId);
    }

    public void restoreExperiment(String experimentId) {
        store.restoreExperiment(experimentId);
    }

    public void setExperimentTag(String experimentId, String key, String value) {
        store.setExperimentTag(experimentId, new ExperimentTag(key, WithoutSecrets.of(key, String.valueOf(value))));
    }

    public void deleteExperimentTag(String experimentId, String key) {
        store.deleteExperimentTag(experimentId, key);
    }

    // Runs

    /** Creates a run in the active experiment. */
    public RunInfo createRun() {
        return beginRun(RunContext.experiment(), begun("")).info();
    }

    /** Creates a run in the experiment. */
    public RunInfo createRun(String experimentId) {
        return createRun(begun(experimentId)).info();
    }

    private static NewRun begun(String experimentId) {
        return new NewRun(
                experimentId, TrackingEnvironment.ofProcess().user(), null, System.currentTimeMillis(), List.of());
    }

    public Run createRun(NewRun run) {
        return store.createRun(WithoutSecrets.of(run));
    }

    Run beginRun(ExperimentChoice experiment, NewRun run) {
        return store.beginRun(experiment, WithoutSecrets.of(run));
    }

    public Run getRun(String runId) {
        return store.getRun(given("runId", runId));
    }

    /** Ends a run as {@code FINISHED}, now. */
    public void setTerminated(String runId) {
        setTerminated(runId, RunStatus.FINISHED);
    }

    public void setTerminated(String runId, RunStatus status) {
        setTerminated(runId, status, System.currentTimeMillis());
    }

    /** Ends a run. {@code endTime} is in milliseconds since the epoch. */
    public void setTerminated(String runId, RunStatus status, long endTime) {
        store.updateRun(given("runId", runId), RunUpdate.ended(given("status", status), endTime));
        tellEnd(runId, status);
    }

    /** Only now: a notebook still has much to record, and its kernel may be killed meanwhile. */
    private static void tellEnd(String runId, @Nullable RunStatus status) {
        if (status != null && status.isTerminal()) {
            RunContext.current().ended(runId, status);
        }
    }

    /** Changes a run's status, its name or both; {@code null} leaves one as it is. */
    public void updateRun(String runId, @Nullable RunStatus status, @Nullable String name) {
        store.updateRun(given("runId", runId), new RunUpdate(status, null, WithoutSecrets.orNull("run name", name)));
        tellEnd(runId, status);
    }

    /** The run that a nested run is nested in; empty for a run that is not nested. */
    public Optional<Run> getParentRun(String runId) {
        return getRun(runId).data().tag(RunTag.PARENT_RUN_ID).map(this::getRun);
    }

    /**
     * Moves a run to the trash. One in progress here ends before, as {@code KILLED}: in the trash it no longer could. Where the store
     * does not answer, or has not got yet what was logged before, it goes on.
     *
     * @throws MlflowException also if the store refuses; a run that was in progress has ended then, as the message says
     */
    public void deleteRun(String runId) {
        Optional<ActiveRun> open = RunContext.inProgress(store.getRunInOrder(given("runId", runId)));
        open.ifPresent(run -> run.endRun(RunStatus.KILLED));
        try {
            store.deleteRun(runId);
        } catch (MlflowException e) {
            throw open.map(run -> endedAndNotInTrash(run, e)).orElse(e);
        }
    }

    private static MlflowException endedAndNotInTrash(ActiveRun run, MlflowException why) {
        return new MlflowException(
                why.errorCode(),
                "Run " + run.label() + " has ended as KILLED, but is not in the trash: " + why.getMessage(),
                why);
    }

    public void restoreRun(String runId) {
        store.restoreRun(given("runId", runId));
    }

    /** The active runs that match MLflow's filter string, newest first, first 1,000. */
    public List<RunInfo> searchRuns(List<String> experimentIds, String searchFilter) {
        return searchRuns(experimentIds, searchFilter, ViewType.ACTIVE_ONLY, RunSearch.DEFAULT_MAX_RESULTS)
                .items()
                .stream()
                .map(Run::info)
                .toList();
    }

    public Page<Run> searchRuns(List<String> experimentIds, String searchFilter, ViewType viewType, int maxResults) {
        return searchRuns(experimentIds, searchFilter, viewType, maxResults, List.of(), null);
    }

    public Page<Run> searchRuns(
            List<String> experimentIds,
            String searchFilter,
            ViewType viewType,
            int maxResults,
            List<String> orderBy,
            @Nullable String pageToken) {
        return store.searchRuns(new RunSearch(
                given("experimentIds", experimentIds),
                given("searchFilter", searchFilter),
                viewType,
                maxResults,
                orderBy,
                pageToken));
    }

    /**
     * Every run that matches, page after page as the stream is read.
     *
     * @throws MlflowException also while it is read; {@code INTERNAL_ERROR} where there are more than 10,000 pages
     */
    public Stream<Run> streamRuns(RunSearch search) {
        return store.everyRun(search);
    }

    // What is logged

    /** Logs a param; for {@code null}, {@code "null"} is logged. */
    public void logParam(String runId, String key, String value) {
        log(runId, Batch.of(new Param(key, String.valueOf(value))));
    }

    public void logMetric(String runId, String key, double value) {
        logMetric(runId, key, value, System.currentTimeMillis(), 0);
    }

    /** Logs one point. {@code timestamp} is in milliseconds since the epoch. */
    public void logMetric(String runId, String key, double value, long timestamp, long step) {
        store.logBatch(given("runId", runId), Batch.of(new Metric(key, value, timestamp, step)));
    }

    /** Sets a tag; for {@code null}, to {@code "null"}. */
    public void setTag(String runId, String key, String value) {
        log(runId, Batch.of(new RunTag(key, String.valueOf(value))));
    }

    public void deleteTag(String runId, String key) {
        store.deleteTag(given("runId", runId), given("key", key));
    }

    /** Writes all or nothing; at most 1,000 metrics, 100 params, 100 tags and 1,000 in all. */
    public void logBatch(String runId, Iterable<Metric> metrics, Iterable<Param> params, Iterable<RunTag> tags) {
        log(runId, new Batch(list(metrics), list(params), list(tags)));
    }

    /** Records the datasets that a run used, as {@code mlflow.log_input} does. */
    public void logInputs(String runId, List<DatasetInput> datasets) {
        store.logInputs(given("runId", runId), WithoutSecrets.of(given("datasets", datasets)));
    }

    void log(String runId, Batch batch) {
        Batch safe = WithoutSecrets.of(batch);
        store.logBatch(given("runId", runId), safe);
        CUT.tell(safe);
    }

    /** Every point of a metric, oldest first. */
    public List<Metric> getMetricHistory(String runId, String key) {
        List<Metric> points = new ArrayList<>();
        store.eachPoint(runId, key, points::add);
        return points;
    }

    // Artifacts

    public void logArtifact(String runId, File localFile) {
        logArtifact(runId, localFile, "");
    }

    /** Copies a file into the folder {@code artifactPath} of the run's artifacts. */
    public void logArtifact(String runId, File localFile, String artifactPath) {
        log(runId, given("localFile", localFile).toPath(), given("artifactPath", artifactPath));
    }

    public void logArtifacts(String runId, File localDir) {
        logArtifacts(runId, localDir, "");
    }

    /**
     * Copies what a folder holds, recursively, into the folder {@code artifactPath} of the run's artifacts; without what trackers
     * keep in it: {@code mlruns}, {@code mlartifacts}, {@code .provenote}, {@code mlflow.db} and what is kept beside that.
     */
    public void logArtifacts(String runId, File localDir, String artifactPath) {
        artifacts(runId).logFolder(existing(given("localDir", localDir).toPath()), given("artifactPath", artifactPath));
    }

    /** Writes a text, in UTF-8, as the file {@code artifactFile} of the run's artifacts, such as {@code "reports/summary.txt"}. */
    public void logText(String runId, String text, String artifactFile) {
        artifacts(runId).logText(given("text", text), given("artifactFile", artifactFile));
    }

    public List<FileInfo> listArtifacts(String runId) {
        return listArtifacts(runId, "");
    }

    /** What stands directly in the folder {@code artifactPath}. */
    public List<FileInfo> listArtifacts(String runId, String artifactPath) {
        return artifacts(runId).list(artifactPath);
    }

    public File downloadArtifacts(String runId) {
        return downloadArtifacts(runId, "");
    }

    /** Copies an artifact file or folder into a fresh temporary folder and returns where it stands. */
    public File downloadArtifacts(String runId, String artifactPath) {
        try {
            return artifacts(runId)
                    .download(artifactPath, Files.createTempDirectory("mlflow-artifacts"))
                    .toFile();
        } catch (java.io.IOException e) {
            throw new MlflowException(
                    MlflowException.ErrorCode.INTERNAL_ERROR,
                    "No temporary folder for the download: " + e.getMessage(),
                    e);
        }
    }

    /** The artifacts of a run. */
    public ArtifactRepository artifacts(String runId) {
        return store.artifacts(given("runId", runId));
    }

    /** Does nothing: stores are shared by URI and end with the process. Here so that try-with-resources reads as elsewhere. */
    @Override
    public void close() {}

    /**
     * The experiment that {@code MLFLOW_EXPERIMENT_NAME} (created if missing) or {@code MLFLOW_EXPERIMENT_ID} names, in
     * MLflow's order.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} if the one of that name is in the trash
     */
    public Optional<String> experimentFromEnvironment() {
        TrackingEnvironment environment = TrackingEnvironment.ofProcess();
        return environment
                .experimentName()
                .map(name -> store.findOrCreateExperiment(name).experimentId())
                .or(environment::experimentId);
    }

    /** Copies a file or a folder's contents into the run's artifacts. */
    void log(String runId, Path source, String artifactPath) {
        if (Files.isDirectory(existing(source))) {
            artifacts(runId)
                    .logFolder(source, artifactPath.isEmpty() ? name(source) : artifactPath + "/" + name(source));
        } else {
            artifacts(runId).logFile(source, artifactPath);
        }
    }

    private static String name(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? "root" : name.toString();
    }

    private static Path existing(Path source) {
        if (!Files.exists(source)) {
            throw MlflowException.invalid("No file or folder at '" + source + "' (looked in " + source.toAbsolutePath()
                    + "); nothing was logged");
        }
        return source;
    }

    private static <T> List<T> list(@Nullable Iterable<T> items) {
        List<T> list = new ArrayList<>();
        if (items != null) {
            items.forEach(list::add);
        }
        return list;
    }
}
