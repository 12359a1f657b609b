package org.provenote.tracking.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.store.TrackingStore;

/**
 * Saves kept artifacts on a thread of their own, so that no record waits for one: those of this process, the oldest first,
 * and those of dead processes, each of whose outboxes is held until its artifacts were tried. After trouble it pauses.
 */
final class ArtifactDelivery implements Worker.Work {
    private final TrackingStore store;
    private final Arrivals arrivals;
    private final KeptArtifacts own;
    private final Listener listener;
    private final Queue<Journal> orphans = new ArrayDeque<>();
    private final Worker worker;
    private final BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10));
    private long nextTry = System.nanoTime();
    private boolean stopping;

    /** Who is told how it goes, on the thread of the artifacts. */
    interface Listener {
        /** The store will never take it. */
        void refused(KeptArtifact artifact, MlflowException why);

        /** Some of this process wait on. */
        void artifactsWait(Throwable why);

        /** All that this process had kept are saved or refused. */
        void artifactsSaved();
    }

    /** {@code own} are those of this process. */
    ArtifactDelivery(TrackingStore store, Arrivals arrivals, KeptArtifacts own, Listener listener) {
        this.store = store;
        this.arrivals = arrivals;
        this.own = own;
        this.listener = listener;
        this.worker = Worker.started("provenote-artifacts", this);
    }

    /** There is one more of this process. */
    synchronized void wake() {
        notifyAll();
    }

    /** The store takes something again: no need to pause longer. */
    synchronized void tryNow() {
        tried(true);
        notifyAll();
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
        notifyAll();
        return true;
    }

    @Override
    public synchronized boolean awaitWork() throws InterruptedException {
        while (!stopping && (isIdle() || millisToPause() > 0)) {
            // Without a time, until somebody wakes it.
            wait(isIdle() ? 0 : millisToPause());
        }
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
                KeptArtifacts kept = KeptArtifacts.in(KeptArtifacts.placeFor(tried.file()));
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
        nextTry = System.nanoTime() + backOff.pause().toNanos();
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

    private void save(KeptArtifact artifact) {
        RunInfo run;
        try {
            requireRun(artifact.runId());
            run = arrivals.read(artifact.runId()).info();
        } catch (MlflowException e) {
            requireFinal(e, e.errorCode() == ErrorCode.RESOURCE_DOES_NOT_EXIST);
            listener.refused(artifact, e);
            return;
        }
        try {
            artifact.saveTo(store.artifacts(run));
        } catch (MlflowException e) {
            requireFinal(e, Trouble.isFinal(e) || e.errorCode() == ErrorCode.NOT_IMPLEMENTED);
            listener.refused(artifact, e);
        }
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
