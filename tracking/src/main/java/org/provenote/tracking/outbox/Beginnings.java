package org.provenote.tracking.outbox;

import java.time.Duration;
import java.util.Optional;
import org.provenote.tracking.StorageException;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.store.ExperimentChoice;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;

/** How runs begin: at once in the store, or, where that is silent or cannot be written, here, to be made there later. */
final class Beginnings {
    /** How long the start of a run waits for the id that a server gives, unless that is known to be down. */
    private static final Duration AT_START_OF_RUN = Duration.ofSeconds(2);

    /** MLflow's experiment {@code Default}, which every store has. */
    private static final String DEFAULT_EXPERIMENT_ID = "0";

    private final TrackingStore front;
    private final TrackingStore store;
    private final Arrivals arrivals;
    private final KnownRuns runs;
    private final Delivery delivery;
    private final Questions questions;

    /** {@code front} is the store as the program has it, with the outbox before it. */
    Beginnings(
            TrackingStore front,
            TrackingStore store,
            Arrivals arrivals,
            KnownRuns runs,
            Delivery delivery,
            Questions questions) {
        this.front = front;
        this.store = store;
        this.arrivals = arrivals;
        this.runs = runs;
        this.delivery = delivery;
        this.questions = questions;
    }

    /** A run in an experiment that is known. */
    Run of(NewRun run) {
        return store.givesRunIds()
                ? begun(ExperimentChoice.withId(run.experimentId()), run)
                : known(written(store.draft(run)));
    }

    /** A run in an experiment that may have to be asked for, or made. */
    Run in(ExperimentChoice experiment, NewRun run) {
        return store.givesRunIds() ? begun(experiment, run) : of(run.in(idOrDefault(experiment)));
    }

    /** Where the storage is in trouble and cannot say, the experiment that every store has. */
    private String idOrDefault(ExperimentChoice experiment) {
        try {
            return experiment.now().apply(front);
        } catch (StorageException e) {
            return DEFAULT_EXPERIMENT_ID;
        }
    }

    /** Makes a run in a store that gives ids, now or, if that does not answer, later. */
    private Run begun(ExperimentChoice experiment, NewRun run) {
        Entry.Created created = arrivals.expect(run, experiment.later().get());
        runs.remember(created.runId(), created.draft());
        boolean hopeless = delivery.isInTrouble() || arrivals.waitsForAnother(created);
        Optional<Attempt> attempt =
                hopeless ? Optional.empty() : Optional.of(arrivals.attempt(created, experiment.now(), delivery::note));
        if (!isRecorded(created, attempt)) {
            return store.createRun(run.in(experiment.now().apply(store)));
        }
        Optional<Run> made = attempt.flatMap(one -> questions.awaited(one, AT_START_OF_RUN, delivery::failed));
        made.ifPresent(one -> runs.remember(one.info().runId(), one));
        return made.orElse(created.draft());
    }

    /** Lets the attempt begin if its record is in the outbox. In any case it ends: whoever delivers the record waits for it. */
    private boolean isRecorded(Entry.Created created, Optional<Attempt> attempt) {
        boolean recorded = false;
        try {
            recorded = delivery.append(created);
        } finally {
            attempt.ifPresent(recorded ? Attempt::recorded : Attempt::cancel);
        }
        return recorded;
    }

    private Run known(Run created) {
        runs.remember(created.info().runId(), created);
        if (Outstanding.isOwn(created.data().tags())) {
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
            arrivals.expect(draft);
            delivery.append(new Entry.Created(draft, null), e);
            return draft;
        }
    }
}
