package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;

/** The outboxes of dead processes: what is left in them is delivered, and their runs are ended as {@code FAILED}. */
final class Orphans {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    private final OutboxFolder folder;
    private final TrackingStore store;
    private final Arrivals arrivals;
    private final Courier courier;
    private final ArtifactDelivery artifacts;
    private long nextLook = System.nanoTime();

    Orphans(OutboxFolder folder, TrackingStore store, Arrivals arrivals, Courier courier, ArtifactDelivery artifacts) {
        this.folder = folder;
        this.store = store;
        this.arrivals = arrivals;
        this.courier = courier;
        this.artifacts = artifacts;
    }

    /** Looks if it is time to; again at the next call where the store fails. Used by one thread. */
    void lookFor() throws IOException {
        if (System.nanoTime() < nextLook) {
            return;
        }
        for (Path file : folder.files()) {
            Optional<Journal> orphan = adopted(file);
            if (orphan.isPresent()) {
                settle(orphan.get());
            }
        }
        nextLook = System.nanoTime() + BETWEEN_LOOKS.toNanos();
    }

    /** Of a file that cannot be read, such as another user's, nothing is known: it is none of ours until it can be. */
    private static Optional<Journal> adopted(Path file) {
        try {
            return Journal.adopt(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void settle(Journal orphan) throws IOException {
        try (orphan) {
            arrivals.learn(orphan.givenIds());
            // Also those whose record was carried already: the id may be what the crash took.
            courier.deliver(orphan.unmadeRuns(), orphan::note);
            courier.deliver(orphan);
            for (String run : orphan.openRuns()) {
                end(arrivals.idOf(run), orphan.lastWritten());
            }
            artifacts.deliver(KeptArtifacts.in(KeptArtifacts.placeFor(orphan.file())));
        }
    }

    private void end(String runId, long died) {
        try {
            RunInfo run = store.getRun(runId).info();
            if (run.status() == RunStatus.RUNNING) {
                store.updateRun(runId, RunUpdate.ended(RunStatus.FAILED, Math.max(run.startTime(), died)));
            }
        } catch (MlflowException e) {
            if (!Trouble.isFinal(e)) {
                throw e;
            }
            // Deleted meanwhile, for one.
        }
    }
}
