package org.provenote.tracking.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.naming.RandomId;
import org.provenote.tracking.naming.RunNames;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.ExperimentPlan;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;

/**
 * Runs on their way into a store that gives ids itself. Each begins under an id of ours:
 *
 * <pre>
 * expected --(its record is in the outbox; the store answers)--> made: the provisional id stands for the store's
 *          --(the store refuses)-------------------------------> refused
 *          --(no answer)-- the record is delivered later ------> made, once
 * </pre>
 *
 * <p>The run in the store has its provisional id as a tag. So after a crash or a lost answer it is found there and not made
 * twice, and a later process finds it by either id. Thread-safe.
 */
final class Arrivals implements AutoCloseable {
    private static final String ID = "[0-9a-f]{32}";

    private final TrackingStore store;
    private final TrackingStore prompt;
    private final PlannedExperiments experiments;
    private final MadeRuns made;
    private final Map<String, Run> waiting = new ConcurrentHashMap<>();
    private final Map<String, Run> drafts = new ConcurrentHashMap<>();
    private final Map<String, String> ids = new ConcurrentHashMap<>();
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "provenote-new-run");
        thread.setDaemon(true);
        return thread;
    });

    /** {@code prompt} is the store, with calls that fail at once when it is not there. */
    Arrivals(TrackingStore store, TrackingStore prompt) {
        this.store = store;
        this.prompt = prompt;
        this.experiments = new PlannedExperiments(store, this);
        this.made = new MadeRuns(store);
    }

    /** A run that begins now, under a provisional id. */
    Entry.Created expect(NewRun run, ExperimentPlan experiment) {
        List<RunTag> tags = new ArrayList<>(run.tags());
        String name = RunNames.settle(run.runName(), tags);
        String id = RandomId.next();
        String experimentId = experiment instanceof ExperimentPlan.WithId known ? known.experimentId() : "";
        RunInfo info = new RunInfo(
                id,
                name,
                experimentId,
                run.userId(),
                RunStatus.RUNNING,
                run.startTime(),
                null,
                "",
                LifecycleStage.ACTIVE);
        Run draft = new Run(info, new RunData(List.of(), List.of(), tags), null, null);
        waiting.put(id, draft);
        return new Entry.Created(draft, experiment);
    }

    /** A try at making a run that is expected, on another thread. Whoever delivers its record waits for the outcome. */
    Attempt attempt(Entry.Created created, Function<TrackingStore, String> experiment, Consumer<Entry.Given> note) {
        String runId = created.runId();
        Attempt attempt = new Attempt(
                () -> {
                    // Another run, such as the parent, may be known under its provisional id only.
                    String id = created.experiment() instanceof ExperimentPlan.OfRun other
                            ? prompt.getRun(idOf(other.runId())).info().experimentId()
                            : experiment.apply(prompt);
                    Run made = prompt.createRun(asNew(created.draft(), id));
                    learn(runId, made.info().runId(), note);
                    return made;
                },
                () -> learn(runId, "", note),
                threads);
        attempts.put(runId, attempt);
        return attempt;
    }

    /**
     * Makes the run in the store unless it is there. May be repeated.
     *
     * @return the experiment that was asked for, if that is in the trash and the run therefore in another
     */
    Optional<Experiment> deliver(Entry.Created created, Consumer<Entry.Given> note) {
        ExperimentPlan plan = created.experiment();
        String runId = created.runId();
        if (plan == null) {
            store.create(created.draft());
            drafts.remove(runId);
            return Optional.empty();
        }
        Attempt attempt = attempts.remove(runId);
        if (attempt != null) {
            attempt.join();
        }
        if (ids.containsKey(runId)) {
            return Optional.empty();
        }
        make(created, plan, note);
        return experiments.trashed(plan);
    }

    private void make(Entry.Created created, ExperimentPlan plan, Consumer<Entry.Given> note) {
        Run made = found(created.draft().info())
                .orElseGet(() -> store.createRun(asNew(created.draft(), experiments.idOf(plan))));
        learn(created.runId(), made.info().runId(), note);
    }

    /** A store that refuses to be searched refuses no run: it is asked again whether it has this one. */
    private Optional<Run> found(RunInfo draft) {
        try {
            return made.begunAs(draft.runId());
        } catch (MlflowException e) {
            if (e.errorCode() == ErrorCode.TEMPORARILY_UNAVAILABLE) {
                throw e;
            }
            throw new MlflowException(
                    ErrorCode.TEMPORARILY_UNAVAILABLE,
                    "Whether the run " + draft.runName() + " (" + draft.runId() + ") is in " + store.trackingUri()
                            + " already could not be found out: " + e.getMessage(),
                    e);
        }
    }

    /** The store will never take the run. */
    void refuse(Entry.Created created, Consumer<Entry.Given> note) {
        drafts.remove(created.runId());
        if (created.experiment() != null) {
            learn(created.runId(), "", note);
        }
    }

    private NewRun asNew(Run draft, String experimentId) {
        RunInfo info = draft.info();
        List<RunTag> tags = new ArrayList<>(translated(draft.data().tags()));
        tags.add(new RunTag(RunTag.PROVISIONAL_ID, info.runId()));
        return new NewRun(experimentId, info.userId(), info.runName(), info.startTime(), tags);
    }

    private void learn(String runId, String id, Consumer<Entry.Given> note) {
        note.accept(new Entry.Given(runId, id));
        ids.put(runId, id);
        waiting.remove(runId);
    }

    /** What a dead process knew. */
    void learn(Map<String, String> given) {
        ids.putAll(given);
    }

    /** The id that the run has in the store, as far as it is known. */
    String idOf(String runId) {
        String id = ids.getOrDefault(runId, "");
        return id.isEmpty() ? runId : id;
    }

    /** All that callers may call a run by: the id that it has in the store and those that it is known to have begun under. */
    List<String> namesOf(String runId) {
        String id = idOf(runId);
        Stream<String> others = ids.keySet().stream().filter(name -> idOf(name).equals(id));
        return Stream.concat(Stream.of(id), others).toList();
    }

    /** A run with an id of its own, which the store could not take when it began. */
    void expect(Run draft) {
        drafts.put(draft.info().runId(), draft);
    }

    /** A run that the store could not take when it began, until it has it or refuses it. */
    Optional<Run> draft(String runId) {
        return Optional.ofNullable(drafts.get(runId));
    }

    /** A run that began in this process and is not in the store yet, as it began. */
    Optional<Run> waiting(String runId) {
        return Optional.ofNullable(waiting.get(runId));
    }

    /** Whether the store has still to make a run that began here, under whichever kind of id. */
    boolean isUnmade(String runId) {
        return waiting.containsKey(runId) || drafts.containsKey(runId);
    }

    /** The runs that wait, by the ids that they began under. */
    List<String> waiting() {
        return List.copyOf(waiting.keySet());
    }

    /** Whether a run can only be made after another one that waits, in whose experiment or as whose child it is. */
    boolean waitsForAnother(Entry.Created created) {
        boolean inItsExperiment =
                created.experiment() instanceof ExperimentPlan.OfRun other && waiting.containsKey(other.runId());
        return inItsExperiment
                || created.draft()
                        .data()
                        .tag(RunTag.PARENT_RUN_ID)
                        .filter(waiting::containsKey)
                        .isPresent();
    }

    /**
     * The id for a call that only the store can carry out.
     *
     * @throws MlflowException {@code TEMPORARILY_UNAVAILABLE} if the run is not there yet
     */
    String arrived(String runId) {
        waiting(runId).ifPresent(run -> {
            throw new MlflowException(
                    ErrorCode.TEMPORARILY_UNAVAILABLE,
                    "The run " + run.info().runName() + " (" + runId + ") waits for " + store.trackingUri()
                            + ": it can be read and changed there once it is made. What you log to it"
                            + " is kept");
        });
        return idOf(runId);
    }

    /** The run as the store has it, by the store's id or by the one that it began under, in this process or an earlier one. */
    Run read(String runId) {
        return read(runId, store);
    }

    /** As {@link #read(String)}, and fails at once where the store does not answer. */
    Run readPromptly(String runId) {
        return read(runId, prompt);
    }

    private Run read(String runId, TrackingStore from) {
        try {
            return from.getRun(idOf(runId));
        } catch (MlflowException e) {
            if (e.errorCode() != ErrorCode.RESOURCE_DOES_NOT_EXIST || !runId.matches(ID)) {
                throw e;
            }
            Run found = made.begunAs(runId).orElseThrow(() -> e);
            ids.put(runId, found.info().runId());
            return found;
        }
    }

    /** A filter in which every provisional id stands for the store's. */
    String translated(String filter) {
        String translated = filter;
        for (Map.Entry<String, String> given : ids.entrySet()) {
            translated = given.getValue().isEmpty() ? translated : translated.replace(given.getKey(), given.getValue());
        }
        return translated;
    }

    /** A batch in which the run's parent has the id that it has in the store. */
    Batch translated(Batch batch) {
        return new Batch(batch.metrics(), batch.params(), translated(batch.tags()));
    }

    private List<RunTag> translated(List<RunTag> tags) {
        return tags.stream()
                .map(tag -> tag.key().equals(RunTag.PARENT_RUN_ID)
                        ? new RunTag(RunTag.PARENT_RUN_ID, idOf(tag.value()))
                        : tag)
                .toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
