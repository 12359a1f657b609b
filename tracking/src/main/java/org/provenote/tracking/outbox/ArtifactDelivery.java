package org.provenote.tracking.outbox;

import java.time.Duration;
import java.util.Optional;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.store.TrackingStore;

/** Saves kept artifacts, the oldest first, after the records and with pauses of its own, so that they hold up nothing else. */
final class ArtifactDelivery {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final TrackingStore store;
    private final Arrivals arrivals;
    private final Refused refused;
    private Duration pause = Duration.ZERO;
    private long nextTry = System.nanoTime();

    ArtifactDelivery(TrackingStore store, Arrivals arrivals, Refused refused) {
        this.store = store;
        this.arrivals = arrivals;
        this.refused = refused;
    }

    /** What to do with an artifact that the store will never take. */
    interface Refused {
        void refused(KeptArtifact artifact, MlflowException why);
    }

    /** Saves what goes, unless that was tried a moment ago; returns what keeps the rest from it. */
    Optional<MlflowException> deliver(KeptArtifacts kept) {
        if (kept.isEmpty() || System.nanoTime() < nextTry) {
            return Optional.empty();
        }
        try {
            kept.each(this::save, arrivals::idOf);
            pause = Duration.ZERO;
            return Optional.empty();
        } catch (MlflowException e) {
            Duration longer = pause.isZero() ? Duration.ofMillis(500) : pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
            nextTry = System.nanoTime() + pause.toNanos();
            return Optional.of(e);
        }
    }

    private void save(KeptArtifact artifact) {
        RunInfo run;
        try {
            // A run that is not made yet has no place for it.
            arrivals.arrived(artifact.runId());
            run = arrivals.read(artifact.runId()).info();
        } catch (MlflowException e) {
            requireFinal(e, e.errorCode() == ErrorCode.RESOURCE_DOES_NOT_EXIST);
            refused.refused(artifact, e);
            return;
        }
        try {
            artifact.saveTo(store.artifacts(run));
        } catch (MlflowException e) {
            requireFinal(e, Trouble.isFinal(e) || e.errorCode() == ErrorCode.NOT_IMPLEMENTED);
            refused.refused(artifact, e);
        }
    }

    private static void requireFinal(MlflowException e, boolean isFinal) {
        if (!isFinal) {
            throw e;
        }
    }
}
