package org.provenote.tracking.outbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunsOfExperiment;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.DeliveryStatus;
import org.provenote.tracking.store.ExperimentChoice;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.LoggedModels;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RemoteServer;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
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

    private static final Batch NOTHING = new Batch(List.of(), List.of(), List.of());

    private final TrackingStore store;

    /** The store for what the outbox takes if it does not go at once. */
    private final TrackingStore prompt;

    private final Arrivals arrivals;
    private final KnownRuns runs;
    private final Delivery delivery;
    private final Beginnings beginnings;
    private final Thread atExit;

    OutboxStore(TrackingStore store, OutboxFolder folder) {
        this(store, folder, SetAside.Rule.USUAL);
    }

    OutboxStore(TrackingStore store, OutboxFolder folder, SetAside.Rule rule) {
        this.store = store;
        this.prompt = store.withoutRetries();
        this.arrivals = new Arrivals(store, prompt);
        this.delivery = new Delivery(store, folder, arrivals, rule);
        Questions questions = new Questions(arrivals, delivery, store.trackingUri());
        this.runs = new KnownRuns(questions::ofRun, arrivals::readPromptly);
        this.beginnings = new Beginnings(this, store, arrivals, runs, delivery, questions);
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
        if (TrackingStores.areClosedByProgram()) {
            return;
        }
        delivery.endOpenRuns(EndOfProgram.ofOpenRuns());
        if (delivery.flush(AT_CLOSE)) {
            store.leaveAtRest();
        }
    }

    /** The store, with all in it that was logged before. */
    private TrackingStore flushed() {
        delivery.flushRecords(BEFORE_READS);
        return store;
    }

    /**
     * As {@link #flushed}, for a change: one that overtook what was logged before would undo it, or be undone by it.
     *
     * @throws MlflowException {@code TEMPORARILY_UNAVAILABLE} if not all of that is delivered in time
     */
    private TrackingStore inOrder() {
        if (!delivery.flushRecords(BEFORE_READS)) {
            throw new MlflowException(
                    ErrorCode.TEMPORARILY_UNAVAILABLE,
                    "Nothing was changed: what was logged before waits for " + store.trackingUri()
                            + ", which has not taken it yet, and has to come first. It is kept; try again once it is delivered");
        }
        return store;
    }

    /** The store, with all in it that was logged before, artifacts too. */
    private TrackingStore allDelivered() {
        delivery.flush(BEFORE_READS);
        return store;
    }

    @Override
    public String trackingUri() {
        return store.trackingUri();
    }

    /** Who comes again needs no outbox. */
    @Override
    public TrackingStore withoutRetries() {
        return prompt;
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
        inOrder().deleteExperiment(experimentId);
        runs.forgetAll();
    }

    @Override
    public void restoreExperiment(String experimentId) {
        inOrder().restoreExperiment(experimentId);
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
    public boolean givesRunIds() {
        return store.givesRunIds();
    }

    @Override
    public Run createRun(NewRun run) {
        return beginnings.of(run);
    }

    @Override
    public Run beginRun(ExperimentChoice experiment, NewRun run) {
        return beginnings.in(experiment, run);
    }

    @Override
    public Run getRun(String runId) {
        Optional<Run> waiting = arrivals.waiting(runId);
        if (waiting.isPresent() && delivery.isInTrouble()) {
            return runs.asLogged(waiting.get());
        }
        try {
            delivery.flushRecords(BEFORE_READS);
            return arrivals.read(runId);
        } catch (MlflowException e) {
            return runs.asLogged(waiting.or(() -> arrivals.draft(runId)).orElseThrow(() -> e));
        }
    }

    @Override
    public Run getRunInOrder(String runId) {
        inOrder();
        return arrivals.read(arrivals.arrived(runId));
    }

    @Override
    public RunInfo updateRun(String runId, RunUpdate update) {
        RunInfo after = runs.updated(runId, update);
        Entry.Updated entry = new Entry.Updated(runId, update);
        if (!delivery.append(entry)) {
            return store.updateRun(arrivals.idOf(runId), update);
        }
        delivery.awaitRecords(AT_END_OF_RUN);
        return after;
    }

    @Override
    public void deleteRun(String runId) {
        inOrder().deleteRun(arrivals.arrived(runId));
        arrivals.namesOf(runId).forEach(runs::forget);
    }

    @Override
    public void restoreRun(String runId) {
        inOrder().restoreRun(arrivals.arrived(runId));
        arrivals.namesOf(runId).forEach(runs::forget);
    }

    @Override
    public Page<Run> searchRuns(RunSearch search) {
        return flushed().searchRuns(search.filter(arrivals.translated(search.filter())));
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
            store.logBatch(arrivals.idOf(runId), checked);
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
            flushed().logInputs(arrivals.arrived(runId), datasets);
        }
    }

    @Override
    public void deleteTag(String runId, String key) {
        inOrder().deleteTag(arrivals.arrived(runId), key);
    }

    @Override
    public Page<Metric> getMetricHistory(String runId, String key, int maxResults, @Nullable String pageToken) {
        return flushed().getMetricHistory(arrivals.arrived(runId), key, maxResults, pageToken);
    }

    @Override
    public ArtifactRepository artifacts(RunInfo run) {
        if (run.artifactUri().isEmpty()) {
            // As it was before the store had it.
            return artifacts(run.runId());
        }
        return new OutboxArtifacts(
                run.runId(),
                delivery.artifacts(),
                () -> prompt.artifacts(run),
                () -> allDelivered().artifacts(run));
    }

    @Override
    public ArtifactRepository artifacts(String runId) {
        return new OutboxArtifacts(
                runId,
                delivery.artifacts(),
                () -> prompt.artifacts(runs.info(runId)),
                () -> allDelivered()
                        .artifacts(arrivals.read(arrivals.arrived(runId)).info()));
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
    public Optional<Path> file() {
        return store.file();
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
        arrivals.close();
    }
}
