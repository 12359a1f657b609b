package org.provenote.tracking.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.StorageException;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.store.TrackingStore;

/**
 * Saves kept artifacts on a thread of their own, so that no record waits for one: those of this process, the oldest first,
 * and those of dead processes, each of whose outboxes is held until its artifacts were tried. After trouble it pauses; what the
 * server fails at each time has pauses of its own ({@link FailingArtifacts}).
 */
final class ArtifactDelivery implements Worker.Work {
    /** How soon it is seen that what is tried seldom may be tried again. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final TrackingStore store;
    private final Arrivals arrivals;
    private final KeptArtifacts own;
    private final Listener listener;
    private final Queue<Journal> orphans = new ArrayDeque<>();
    private final Worker worker;
    private final FailingArtifacts failing;
    private final BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10));
    private long nextTry = System.nanoTime();

    /** There is something new since it was last tried. */
    private boolean woken;

    private boolean stopping;

    /** Who is told how it goes, on the thread of the artifacts. */
    interface Listener {
        /** The store will never take it. */
        void refused(KeptArtifact artifact, MlflowException why);

        /** The server fails at it each time: it is tried seldom from now on, and no other waits for it. */
        void failsEachTime(String inWords);

        /** Some of this process wait on. */
        void artifactsWait(Throwable why);

        /** All that this process had kept are saved or refused, or are tried seldom or wait for such a one. */
        void artifactsSaved();
    }

    /** {@code own} are those of this process. */
    ArtifactDelivery(TrackingStore store, Arrivals arrivals, KeptArtifacts own, SetAside.Rule rule, Listener listener) {
        this.store = store;
        this.arrivals = arrivals;
        this.own = own;
        this.failing = new FailingArtifacts(rule);
        this.listener = listener;
        this.worker = Worker.started("provenote-artifacts", this);
    }

    /** There is one more of this process. */
    synchronized void wake() {
        woken = true;
        if (!backOff.isOn()) {
            nextTry = System.nanoTime();
        }
        notifyAll();
    }

    /** The store takes something again: no need to pause longer. */
    synchronized void tryNow() {
        failing.endPauses();
        tried(true);
        notifyAll();
    }

    /** Whether all of this process are saved or refused, or are tried seldom or wait for such a one. */
    boolean isDone() {
        return own.areBehind(failing::isSeldom, arrivals::idOf);
    }

    /** What keeps one of this process that is tried seldom, in words. */
    Optional<String> failureInWords() {
        return own.first(failing::isSeldom).flatMap(failing::inWords);
    }

    /**
     * Takes over the outbox of a dead process, whose records are delivered, to save the artifacts kept with it and close it.
     *
     * @return false if there are none or this is stopped; then it is still the caller's
     */
    synchronized boolean takeOver(Journal orphan) {
        if (stopping || !KeptArtifacts.existFor(orphan.file())) {
            return false;
        }
        orphans.add(orphan);
        wake();
        return true;
    }

    @Override
    public synchronized boolean awaitWork() throws InterruptedException {
        while (!stopping && (isIdle() || millisToPause() > 0)) {
            // Without a time, until somebody wakes it.
            wait(isIdle() ? 0 : millisToPause());
        }
        woken = false;
        return !stopping;
    }

    private boolean isIdle() {
        return own.isEmpty() && orphans.isEmpty();
    }

    private long millisToPause() {
        return (nextTry - System.nanoTime() + 999_999) / 1_000_000;
    }

    @Override
    public void step() throws IOException {
        boolean well = saveOwn();
        for (Journal orphan = nextOrphan(); orphan != null; orphan = nextOrphan()) {
            try (Journal tried = orphan) {
                KeptArtifacts kept =
                        KeptArtifacts.in(KeptArtifacts.placeFor(tried.file()).orElseThrow());
                well &= save(kept).isEmpty();
            }
        }
        tried(well);
    }

    private boolean saveOwn() {
        if (own.isEmpty()) {
            return true;
        }
        Optional<MlflowException> trouble = save(own);
        trouble.ifPresentOrElse(listener::artifactsWait, listener::artifactsSaved);
        return trouble.isEmpty();
    }

    private synchronized @Nullable Journal nextOrphan() {
        return stopping ? null : orphans.poll();
    }

    @Override
    public void failed(Throwable e) {
        tried(false);
        listener.artifactsWait(e);
    }

    private synchronized void tried(boolean well) {
        if (well) {
            backOff.reset();
        } else {
            backOff.failed();
        }
        nextTry = System.nanoTime() + (backOff.isOn() ? backOff.pause() : pauseForTheRest()).toNanos();
    }

    /** Where all is well, only what the server fails at each time is left, and what waits for that. */
    private Duration pauseForTheRest() {
        return woken || own.isEmpty() ? Duration.ZERO : BETWEEN_LOOKS;
    }

    /** Saves what goes; returns what keeps the rest from it. */
    private Optional<MlflowException> save(KeptArtifacts kept) {
        try {
            kept.each(this::save, arrivals::idOf);
            return Optional.empty();
        } catch (MlflowException e) {
            return Optional.of(e);
        }
    }

    private boolean save(KeptArtifact artifact) {
        if (failing.isPausing(artifact)) {
            return false;
        }
        RunInfo run;
        try {
            requireRun(artifact.runId());
            run = arrivals.read(artifact.runId()).info();
        } catch (MlflowException e) {
            requireFinal(e, e.errorCode() == ErrorCode.RESOURCE_DOES_NOT_EXIST);
            return refused(artifact, e);
        }
        try {
            // What has failed is sent once a try: it may be large.
            artifact.saveTo((failing.has(artifact) ? store.withoutRetries() : store).artifacts(run));
            failing.isSaved(artifact);
            return true;
        } catch (MlflowException e) {
            return Trouble.isFinal(e) || e.errorCode() == ErrorCode.NOT_IMPLEMENTED
                    ? refused(artifact, e)
                    : stays(artifact, e);
        }
    }

    private boolean refused(KeptArtifact artifact, MlflowException why) {
        failing.forget(artifact);
        listener.refused(artifact, why);
        return true;
    }

    /** It is not done with, and unless its server fails at it each time, those of its run after it wait. */
    private boolean stays(KeptArtifact artifact, MlflowException failure) {
        if (!isOfTheArtifact(failure)) {
            throw failure;
        }
        failing.failed(artifact, failure).ifPresent(listener::failsEachTime);
        if (!failing.isSeldom(artifact)) {
            throw failure;
        }
        return false;
    }

    /** Whether a server answered, and may answer otherwise for another; what cannot be read or written here is no answer. */
    private boolean isOfTheArtifact(MlflowException failure) {
        return !(failure instanceof StorageException)
                && (Trouble.isServersFailure(store, failure)
                        || (store.file().isEmpty() && failure.errorCode() == ErrorCode.PERMISSION_DENIED));
    }

    /** A run that is not made yet, which is for the records to do, has no place for an artifact. */
    private void requireRun(String runId) {
        if (arrivals.isUnmade(runId)) {
            throw new MlflowException(
                    ErrorCode.TEMPORARILY_UNAVAILABLE,
                    "The run " + runId + " waits to be made in " + store.trackingUri());
        }
    }

    private static void requireFinal(MlflowException e, boolean isFinal) {
        if (!isFinal) {
            throw e;
        }
    }

    /** Cuts short what is being saved, and lets go the outboxes of the dead. */
    void stop() {
        synchronized (this) {
            stopping = true;
            notifyAll();
            orphans.forEach(ArtifactDelivery::letGo);
            orphans.clear();
        }
        worker.interrupt();
    }

    private static void letGo(Journal orphan) {
        try {
            orphan.close();
        } catch (IOException e) {
            // It is let go all the same, and the next look finds it.
        }
    }

    /** Waits for the end of its thread. */
    void awaitEnd(Patience patience) {
        worker.awaitEnd(patience);
    }
}
