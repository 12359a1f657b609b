package org.provenote.tracking.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.StorageException;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.entities.RunsOfExperiment;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.DeliveryStatus;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.LoggedModels;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RemoteServer;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.validation.Validation;

/**
 * A store with an outbox before it. Logging and ending runs go through the outbox; what creates something goes straight to
 * the store, which gives it its id; what reads or changes anything else first waits, within a bound, for what was logged.
 */
final class OutboxStore implements TrackingStore {
    /** How long a call waits for what was logged before it. */
    private static final Duration BEFORE_READS = Duration.ofSeconds(5);

    /** How long ending a run waits, so that who looks next sees it ended. */
    private static final Duration AT_END_OF_RUN = Duration.ofMillis(40);

    /** Of the 5 s that Jupyter gives a kernel to end. */
    private static final Duration AT_CLOSE = Duration.ofSeconds(3);
    /** Of runs that belong to this process: those of a notebook, and of a program by its {@code MlflowContext}. */
    private static final Set<RunTag> OWN =
            Set.of(new RunTag("mlflow.source.type", "NOTEBOOK"), new RunTag("mlflow.source.type", "LOCAL"));

    private static final Batch NOTHING = new Batch(List.of(), List.of(), List.of());

    private final TrackingStore store;
    private final KnownRuns runs;

    /** The runs that the store could not take when they began. */
    private final Map<String, Run> drafts = new ConcurrentHashMap<>();

    private final Delivery delivery;
    private final Thread atExit;

    OutboxStore(TrackingStore store, OutboxFolder folder) {
        this.store = store;
        this.runs = new KnownRuns(store);
        this.delivery = new Delivery(store, folder);
        // A plain program that just ends. A notebook closes its stores itself.
        this.atExit = new Thread(this::drain, "provenote-drain");
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Opened by a shutdown hook: what it logs and is not delivered in time waits for the next process.
        }
    }

    /** Other shutdown hooks may still log and end runs, so the outbox stays open. */
    private void drain() {
        delivery.endOpenRuns(RunStatus.KILLED);
        delivery.flush(AT_CLOSE);
    }

    /** The store, with all in it that was logged before. */
    private TrackingStore flushed() {
        delivery.flush(BEFORE_READS);
        return store;
    }

    @Override
    public String trackingUri() {
        return store.trackingUri();
    }

    // Experiments

    @Override
    public String createExperiment(NewExperiment experiment) {
        return store.createExperiment(experiment);
    }

    @Override
    public Experiment getExperiment(String experimentId) {
        return store.getExperiment(experimentId);
    }

    @Override
    public Optional<Experiment> findExperiment(String name) {
        return store.findExperiment(name);
    }

    @Override
    public Page<Experiment> searchExperiments(ExperimentSearch search) {
        return store.searchExperiments(search);
    }

    @Override
    public void renameExperiment(String experimentId, String newName) {
        store.renameExperiment(experimentId, newName);
    }

    @Override
    public void deleteExperiment(String experimentId) {
        flushed().deleteExperiment(experimentId);
        runs.forgetAll();
    }

    @Override
    public void restoreExperiment(String experimentId) {
        flushed().restoreExperiment(experimentId);
        runs.forgetAll();
    }

    @Override
    public void setExperimentTag(String experimentId, ExperimentTag tag) {
        store.setExperimentTag(experimentId, tag);
    }

    @Override
    public void deleteExperimentTag(String experimentId, String key) {
        store.deleteExperimentTag(experimentId, key);
    }

    // Runs

    @Override
    public Run createRun(NewRun run) {
        Run created = store.draft(run).map(this::written).orElseGet(() -> store.createRun(run));
        runs.remember(created);
        if (run.tags().stream().anyMatch(OWN::contains)) {
            delivery.append(new Entry.Opened(created.info().runId()));
        }
        return created;
    }

    /** A run begins also while the storage is in trouble: it is written with what was logged to it, once that is over. */
    private Run written(Run draft) {
        try {
            store.create(draft);
            return store.getRun(draft.info().runId());
        } catch (StorageException e) {
            drafts.put(draft.info().runId(), draft);
            delivery.append(new Entry.Created(draft), e);
            return draft;
        }
    }

    @Override
    public Run getRun(String runId) {
        try {
            return flushed().getRun(runId);
        } catch (MlflowException e) {
            Run draft = drafts.get(runId);
            if (draft == null) {
                throw e;
            }
            return draft;
        }
    }

    @Override
    public RunInfo updateRun(String runId, RunUpdate update) {
        RunInfo after = runs.updated(runId, update);
        Entry.Updated entry = new Entry.Updated(runId, update);
        if (!delivery.append(entry)) {
            return store.updateRun(runId, update);
        }
        delivery.flush(AT_END_OF_RUN);
        return after;
    }

    @Override
    public void deleteRun(String runId) {
        flushed().deleteRun(runId);
        runs.forget(runId);
    }

    @Override
    public void restoreRun(String runId) {
        flushed().restoreRun(runId);
        runs.forget(runId);
    }

    @Override
    public Page<Run> searchRuns(RunSearch search) {
        return flushed().searchRuns(search);
    }

    @Override
    public List<RunsOfExperiment> runsOf(List<String> experimentIds) {
        return flushed().runsOf(experimentIds);
    }

    // What is logged

    @Override
    public void logBatch(String runId, Batch batch) {
        Validation.runId(runId);
        Batch checked = Validation.batch(batch);
        runs.admit(runId, checked);
        if (!delivery.append(new Entry.Logged(runId, checked))) {
            store.logBatch(runId, checked);
        }
    }

    @Override
    public void logInputs(String runId, List<DatasetInput> datasets) {
        Validation.runId(runId);
        Validation.datasets(datasets);
        runs.admit(runId, NOTHING);
        Entry.Used entry = new Entry.Used(runId, datasets);
        // One that no record can hold goes straight to the store, and is lost to nobody unseen.
        if (Codec.bytes(entry).length > Frames.MAX_RECORD || !delivery.append(entry)) {
            flushed().logInputs(runId, datasets);
        }
    }

    @Override
    public void deleteTag(String runId, String key) {
        flushed().deleteTag(runId, key);
    }

    @Override
    public Page<Metric> getMetricHistory(String runId, String key, int maxResults, @Nullable String pageToken) {
        return flushed().getMetricHistory(runId, key, maxResults, pageToken);
    }

    @Override
    public ArtifactRepository artifacts(RunInfo run) {
        return store.artifacts(run);
    }

    @Override
    public ArtifactRepository artifactsAt(String artifactUri) {
        return store.artifactsAt(artifactUri);
    }

    @Override
    public Optional<RemoteServer> server() {
        return store.server();
    }

    @Override
    public LoggedModels loggedModels() {
        return flushed().loggedModels();
    }

    @Override
    public Optional<Long> revision() {
        return store.revision();
    }

    @Override
    public boolean flush(Duration patience) {
        return delivery.flush(patience);
    }

    @Override
    public DeliveryStatus delivery() {
        return delivery.status();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook runs, and harms nothing.
        }
        delivery.endOpenRuns(RunStatus.KILLED);
        delivery.close(AT_CLOSE);
    }
}
