package org.provenote.tracking.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.StorageException;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.DatasetSummary;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunsOfExperiment;

/**
 * Where experiments and runs are kept, with the semantics of MLflow's {@code AbstractStore}.
 *
 * <p>Every call throws {@link org.provenote.tracking.MlflowException} with MLflow's error code when it cannot be carried
 * out: {@code RESOURCE_DOES_NOT_EXIST} for an unknown id, {@code INVALID_PARAMETER_VALUE} for what MLflow's validation
 * refuses, {@code RESOURCE_ALREADY_EXISTS} for a taken experiment name. All methods may be called from any thread.
 */
public interface TrackingStore extends AutoCloseable {
    /** In one answer of {@link #datasetsOf}, as in MLflow. */
    int MOST_DATASETS = 1_000;

    /** The URI that this store was opened with, without credentials. */
    String trackingUri();

    // Experiments

    /** Creates an experiment and returns its id. */
    String createExperiment(NewExperiment experiment);

    Experiment getExperiment(String experimentId);

    /** The experiment of that name, active or deleted. */
    Optional<Experiment> findExperiment(String name);

    /**
     * The active experiment of that name.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} if it is in the trash, as {@code mlflow.set_experiment} refuses one
     */
    default Optional<Experiment> findActiveExperiment(String name) {
        Optional<Experiment> found = findExperiment(name);
        found.filter(experiment -> experiment.lifecycleStage() == LifecycleStage.DELETED)
                .ifPresent(trashed -> {
                    throw MlflowException.invalid("Experiment '" + name
                            + "' is in the trash; restore it with new MlflowClient().restoreExperiment(\""
                            + trashed.experimentId()
                            + "\"), or choose another name");
                });
        return found;
    }

    /** As {@link #findActiveExperiment}; made if there is none. */
    default Experiment findOrCreateExperiment(String name) {
        return findActiveExperiment(name).orElseGet(() -> {
            try {
                return getExperiment(createExperiment(NewExperiment.named(name)));
            } catch (MlflowException e) {
                if (e.errorCode() != ErrorCode.RESOURCE_ALREADY_EXISTS) {
                    throw e;
                }
                // Another was faster.
                return findActiveExperiment(name).orElseThrow(() -> e);
            }
        });
    }

    Page<Experiment> searchExperiments(ExperimentSearch search);

    /** Every experiment that the search finds, page after page. */
    default List<Experiment> everyExperiment(ExperimentSearch search) {
        return Pages.of(token -> searchExperiments(search.pageToken(token))).list();
    }

    void renameExperiment(String experimentId, String newName);

    /** Moves an experiment and its runs to the trash. */
    void deleteExperiment(String experimentId);

    void restoreExperiment(String experimentId);

    void setExperimentTag(String experimentId, ExperimentTag tag);

    void deleteExperimentTag(String experimentId, String key);

    // Runs

    Run createRun(NewRun run);

    /**
     * Creates a run in the experiment chosen. Where the store cannot be asked now, a store with an outbox begins the run all
     * the same: under a provisional id, which is good for every call from then on, and is made in the store once it can be.
     */
    default Run beginRun(ExperimentChoice experiment, NewRun run) {
        return createRun(run.in(experiment.now().apply(this)));
    }

    /** Whether only the store itself gives runs their ids, as a server does; else it takes those of its own drafts. */
    default boolean givesRunIds() {
        return true;
    }

    /**
     * A run as {@link #createRun} would make it, written nowhere yet, for {@link #create}; also while the storage cannot be
     * read. Not where the store {@link #givesRunIds}.
     */
    default Run draft(NewRun run) {
        throw new UnsupportedOperationException("This store makes no drafts");
    }

    /** Writes a draft of this store's. One that is there already is left as it is, so the call may be repeated. */
    default void create(Run draft) {
        throw new UnsupportedOperationException("This store makes no drafts");
    }

    /** This store, with calls that fail at once while it cannot be reached, for who comes again. */
    default TrackingStore withoutRetries() {
        return this;
    }

    Run getRun(String runId);

    /**
     * The run as the store itself has it, with all that was logged before, for who is about to change it.
     *
     * @throws MlflowException {@code TEMPORARILY_UNAVAILABLE} if what was logged before, or the run, is not there yet
     */
    default Run getRunInOrder(String runId) {
        return getRun(runId);
    }

    RunInfo updateRun(String runId, RunUpdate update);

    void deleteRun(String runId);

    void restoreRun(String runId);

    Page<Run> searchRuns(RunSearch search);

    /**
     * Every run that the search finds, page after page as the stream is read. Where the store refuses so many experiments in one
     * search, it is asked for {@link RunSearch#FEW_EXPERIMENTS} at a time, unless the search has an order of its own.
     */
    default Stream<Run> everyRun(RunSearch search) {
        return RunsOfMany.found(search, this);
    }

    /** How many active runs each of these experiments has, and the last one, in the order given. */
    List<RunsOfExperiment> runsOf(List<String> experimentIds);

    /**
     * The datasets that runs of these experiments used, active or deleted, each in each context once: the first
     * {@value #MOST_DATASETS} by experiment, name and digest.
     */
    default List<DatasetSummary> datasetsOf(List<String> experimentIds) {
        return UsedDatasets.of(experimentIds, this);
    }

    // What is logged

    /** Writes all of the batch or nothing. A param that already has another value is an {@code INVALID_PARAMETER_VALUE}. */
    void logBatch(String runId, Batch batch);

    void logInputs(String runId, List<DatasetInput> datasets);

    void deleteTag(String runId, String key);

    /**
     * The points of one metric, oldest first.
     *
     * @param maxResults at most 25,000, MLflow's limit for a page
     */
    Page<Metric> getMetricHistory(String runId, String key, int maxResults, @Nullable String pageToken);

    /** Hands every point of one metric, oldest first, to {@code each}, without holding all of them at once. */
    default void eachPoint(String runId, String key, Consumer<Metric> each) {
        Pages.of(token -> getMetricHistory(runId, key, 25_000, token)).stream().forEach(each);
    }

    /** The artifacts of a run. */
    ArtifactRepository artifacts(RunInfo run);

    /** The artifacts of the run of that id. */
    default ArtifactRepository artifacts(String runId) {
        return artifacts(getRun(runId).info());
    }

    /**
     * The artifacts below a URI of this store, such as a logged model's.
     *
     * @throws org.provenote.tracking.MlflowException {@code NOT_IMPLEMENTED} where this process does not reach them
     */
    ArtifactRepository artifactsAt(String artifactUri);

    /** The models that were logged, MLflow's {@code LoggedModel}s. */
    LoggedModels loggedModels();

    /** The server that keeps all this, where there is one. */
    default Optional<RemoteServer> server() {
        return Optional.empty();
    }

    /**
     * A number that changes when anything in the store may have changed, for cheap polling; empty where the store has none.
     */
    default Optional<Long> revision() {
        return Optional.empty();
    }

    /** Why nothing can be written, in words; empty where nothing is known to speak against it. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** The file that the store is kept in; empty where it is elsewhere. */
    default Optional<Path> file() {
        return Optional.empty();
    }

    /**
     * Waits until all that was logged before has reached the store, at most for {@code patience}. Returns at once where log
     * calls write straight away.
     *
     * @return whether all of that has
     */
    default boolean flush(Duration patience) {
        return true;
    }

    /** What has not reached the store yet. */
    default DeliveryStatus delivery() {
        return DeliveryStatus.ALL_WELL;
    }

    /**
     * Returns once all that was written is safe from a power cut; the last write may have returned a moment before it is. What
     * a server keeps is its own affair.
     *
     * @throws StorageException if it may not be safe
     */
    default void force() {}

    /**
     * Leaves the file that the store is kept in, if it is one, as who has nothing of ours open expects it; a later call opens
     * it anew.
     */
    default void leaveAtRest() {}

    /** Closes the store; what was logged and not delivered is kept and delivered by the next process. */
    @Override
    void close();
}
