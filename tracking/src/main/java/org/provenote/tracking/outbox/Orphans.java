package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
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
    private final Courier forOthers;
    private final ArtifactDelivery artifacts;
    private long nextLook = System.nanoTime();

    /** Those that were ever found. */
    private final Set<Path> found = ConcurrentHashMap.newKeySet();

    private volatile @Nullable String problem;

    Orphans(OutboxFolder folder, TrackingStore store, Arrivals arrivals, Courier courier, ArtifactDelivery artifacts) {
        this.folder = folder;
        this.store = store;
        this.arrivals = arrivals;
        this.courier = courier;
        this.forOthers = courier.forOthers();
        this.artifacts = artifacts;
    }

    /** How many wait. */
    long waiting() {
        return found.stream().filter(Files::exists).count();
    }

    /** Why the last of them waits that the store would not take, in words; {@code null} if there was none at the last look. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Counts them, if it is time to look for them. A folder that cannot be listed counts nothing. */
    void count() {
        if (isTime()) {
            found.removeIf(file -> !Files.exists(file));
            folder.all().forEach(this::count);
        }
    }

    private void count(OutboxFolder from) {
        try {
            from.files().stream().filter(Journal::isLeft).forEach(found::add);
        } catch (IOException e) {
            // Nothing is known of it; the records of this process do not wait for that.
        }
    }

    private boolean isTime() {
        return System.nanoTime() >= nextLook;
    }

    /**
     * Looks if it is time to. Where the store is in trouble, all wait for the next call; where one outbox is, it waits for the
     * next look. Used by one thread.
     *
     * @return what is wrong with the last such, if that was not so before
     */
    Optional<String> lookFor() {
        if (!isTime()) {
            return Optional.empty();
        }
        String before = problem;
        Optional<String> now = Optional.empty();
        for (OutboxFolder from : folder.all()) {
            Optional<String> until = now;
            now = settleAll(from).or(() -> until);
        }
        problem = now.orElse(null);
        nextLook = System.nanoTime() + BETWEEN_LOOKS.toNanos();
        return now.filter(text -> !text.equals(before));
    }

    /** Returns what is wrong with the last that waits for the next look. */
    private Optional<String> settleAll(OutboxFolder from) {
        List<Path> files;
        try {
            files = from.files();
        } catch (IOException e) {
            return Optional.of("What earlier processes may have left in " + from.path() + " could not be listed: " + e);
        }
        Optional<String> trouble = Optional.empty();
        for (Path file : files) {
            try {
                settle(adopted(file), from);
            } catch (MlflowException e) {
                if (Trouble.isNobodysFault(e)) {
                    throw e;
                }
                trouble = Optional.of(
                        "What an earlier process logged is kept in " + file + " and waits: " + e.getMessage());
            } catch (IOException e) {
                trouble = Optional.of("The outbox " + file + " could not be read or written: " + e);
            }
        }
        return trouble;
    }

    /** Of a file that cannot be read, such as another user's, nothing is known: it is none of ours until it can be. */
    private static Optional<Journal> adopted(Path file) {
        try {
            return Journal.adopt(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void settle(Optional<Journal> adopted, OutboxFolder from) throws IOException {
        if (adopted.isEmpty()) {
            return;
        }
        Journal orphan = adopted.get();
        boolean handedOn = false;
        try {
            requireOurs(orphan, from);
            handedOn = deliver(orphan, from.ofOneUser() ? courier : forOthers) && artifacts.takeOver(orphan);
        } finally {
            if (!handedOn) {
                orphan.close();
            }
        }
    }

    private static void requireOurs(Journal orphan, OutboxFolder from) {
        for (Entry.Created run : orphan.unmadeRuns()) {
            if (!from.mayMake(run)) {
                RunInfo info = run.draft().info();
                throw new MlflowException(
                        ErrorCode.PERMISSION_DENIED,
                        "the run " + info.runName() + " is made once '" + info.userId() + "' logs to that server");
            }
        }
    }

    /** Delivers its records and ends its runs, and says whether that is done; then its artifacts have their turn. */
    private boolean deliver(Journal orphan, Courier courier) throws IOException {
        arrivals.learn(orphan.givenIds());
        // Also those whose record was carried already: the id may be what the crash took.
        courier.deliver(orphan.unmadeRuns(), orphan::note);
        courier.deliver(orphan);
        if (orphan.pending() > 0) {
            // Interrupted.
            return false;
        }
        for (String run : orphan.openRuns()) {
            end(arrivals.idOf(run), orphan.lastWritten(), courier);
            // The outbox stays while it has artifacts, and somebody may take the run up again.
            orphan.note(new Entry.Updated(run, RunUpdate.ended(RunStatus.FAILED, orphan.lastWritten())));
            orphan.markDelivered(orphan.size());
        }
        return true;
    }

    private void end(String runId, long died, Courier courier) {
        boolean answers = false;
        try {
            RunInfo run = store.getRun(runId).info();
            answers = true;
            if (run.status() == RunStatus.RUNNING) {
                store.updateRun(runId, RunUpdate.ended(RunStatus.FAILED, Math.max(run.startTime(), died)));
            }
        } catch (MlflowException e) {
            if (answers && Trouble.isServersFailure(store, e)) {
                // The trouble of this run, not of the store: no other outbox has to wait.
                throw new MlflowException(
                        ErrorCode.INVALID_STATE, "The run " + runId + " cannot be ended: " + e.getMessage(), e);
            }
            if (!courier.isRefused(runId, e)) {
                throw e;
            }
            // Deleted meanwhile, for one.
        }
    }
}
