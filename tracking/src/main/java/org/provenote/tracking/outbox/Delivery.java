package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.DeliveryStatus;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;

/**
 * The delivery loop: one thread that empties the journals into the store.
 *
 * <pre>
 * waiting ----(record appended, or a tick)--> delivering --(all delivered)--> waiting
 *                                             delivering --(store fails)----> backing off
 * backing off ---------(pause over)---------> delivering
 * </pre>
 */
final class Delivery implements Courier.Refused {
    private static final System.Logger LOG = System.getLogger("provenote");

    /** How soon a record survives a power cut. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private static final Duration BETWEEN_LOOKS_FOR_ORPHANS = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int RECORDS_AT_ONCE = 1_000;

    /** From this size on a journal whose records are all delivered is emptied. */
    private static final long LARGE = 4L << 20;

    private final TrackingStore store;
    private final OutboxFolder folder;
    private final Courier courier;
    private final Thread thread;
    private @Nullable Journal journal;
    private boolean wanted = true;
    private boolean stopping;
    private boolean unforced;
    private int failures;
    private long refused;
    private long unsaved;
    private @Nullable String problem;
    private long nextLookForOrphans = System.nanoTime();

    Delivery(TrackingStore store, OutboxFolder folder) {
        this.store = store;
        this.folder = folder;
        this.courier = new Courier(store, this);
        this.thread = new Thread(this::run, "provenote-delivery");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /**
     * Appends a record; when this returns true it survives the process.
     *
     * @return false where there is no journal, so that the caller writes straight to the store
     */
    synchronized boolean append(Entry entry) {
        if (stopping) {
            return false;
        }
        try {
            if (journal == null) {
                journal = folder.create();
            }
        } catch (IOException e) {
            note("No outbox can be made in " + folder.path() + " (" + e.getMessage()
                    + "); log calls wait for the store");
            return false;
        }
        try {
            journal.append(entry);
            saved();
        } catch (IOException e) {
            unsaved++;
            note(unsaved + " log calls could not be saved in " + folder.path() + ": " + e.getMessage()
                    + ". Free some space; logging then goes on");
        }
        wake();
        return true;
    }

    private void saved() {
        unforced = true;
        if (unsaved > 0) {
            problem = unsaved + " log calls could not be saved while the disk was full; logging goes on";
            LOG.log(System.Logger.Level.WARNING, problem);
            unsaved = 0;
        }
    }

    private void wake() {
        if (!wanted) {
            wanted = true;
            notifyAll();
        }
    }

    synchronized DeliveryStatus status() {
        return new DeliveryStatus(journal == null ? 0 : journal.pending(), refused, problem);
    }

    synchronized List<String> openRuns() {
        return journal == null ? List.of() : journal.openRuns();
    }

    /** Waits until all is delivered, and says whether it is. */
    synchronized boolean flush(Duration patience) {
        long giveUp = System.nanoTime() + patience.toNanos();
        boolean waiting = true;
        while (waiting && isPending() && System.nanoTime() < giveUp) {
            wake();
            waiting = await(giveUp);
        }
        return !isPending();
    }

    private boolean isPending() {
        return journal != null && journal.pending() > 0;
    }

    /** Delivers what it can within {@code patience} and ends the thread; the rest stays in the file. */
    void close(Duration patience) {
        flush(patience);
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        try {
            thread.join(patience.toMillis());
            synchronized (this) {
                if (journal != null) {
                    journal.close();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            note("The outbox in " + folder.path() + " could not be closed: " + e.getMessage());
        }
    }

    private void run() {
        while (awaitWork()) {
            try {
                force();
                lookForOrphans();
                deliverOwn();
                succeeded();
            } catch (IOException | RuntimeException e) {
                // Whatever it was: this thread must not end, since everybody relies on it.
                failed(e);
            }
        }
    }

    private synchronized boolean awaitWork() {
        long until = System.nanoTime() + (failures == 0 ? TICK : backOff()).toNanos();
        boolean waiting = true;
        while (waiting && !stopping && (failures > 0 || !wanted) && System.nanoTime() < until) {
            waiting = await(until);
        }
        wanted = false;
        return waiting && !stopping;
    }

    /** Waits for a change, at most until then; false if interrupted. */
    private boolean await(long until) {
        try {
            wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Duration backOff() {
        long millis = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures - 1, 10));
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    private void force() throws IOException {
        Journal own;
        synchronized (this) {
            own = unforced ? journal : null;
            unforced = false;
        }
        if (own != null) {
            own.force();
        }
    }

    private void deliverOwn() throws IOException {
        Journal own;
        synchronized (this) {
            own = journal;
        }
        if (own != null) {
            deliver(own);
            if (own.size() > LARGE) {
                own.shorten();
            }
            synchronized (this) {
                notifyAll();
            }
        }
    }

    private void deliver(Journal from) throws IOException {
        while (from.pending() > 0 && !Thread.currentThread().isInterrupted()) {
            Journal.Chunk chunk = from.next(RECORDS_AT_ONCE);
            courier.deliver(chunk.entries());
            from.markDelivered(chunk.next());
        }
    }

    private void lookForOrphans() throws IOException {
        if (System.nanoTime() < nextLookForOrphans) {
            return;
        }
        for (Journal orphan : folder.orphans()) {
            try (orphan) {
                deliver(orphan);
                endRuns(orphan);
            }
        }
        nextLookForOrphans = System.nanoTime() + BETWEEN_LOOKS_FOR_ORPHANS.toNanos();
    }

    /** Ends the runs of a dead process, at the time of its last record. */
    private void endRuns(Journal orphan) throws IOException {
        long died = Files.getLastModifiedTime(orphan.file()).toMillis();
        for (String run : orphan.openRuns()) {
            try {
                if (store.getRun(run).info().status() == RunStatus.RUNNING) {
                    store.updateRun(run, RunUpdate.ended(RunStatus.FAILED, died));
                }
            } catch (MlflowException e) {
                if (e.errorCode() == ErrorCode.TEMPORARILY_UNAVAILABLE) {
                    throw e;
                }
            }
        }
    }

    private synchronized void succeeded() {
        if (failures > 0) {
            problem = null;
        }
        failures = 0;
    }

    private synchronized void failed(Exception e) {
        failures++;
        String text = "What was logged is kept in " + folder.path() + " and will be delivered: " + e.getMessage();
        if (failures == 1) {
            note(text);
        }
        problem = text;
        notifyAll();
    }

    @Override
    public synchronized void refused(Entry entry, MlflowException why) {
        refused++;
        note("A log call for run " + entry.runId() + " was refused: " + why.getMessage());
    }

    /** One notice for one kind of trouble, not one for each call. */
    private void note(String text) {
        boolean said = problem != null && kind(problem).equals(kind(text));
        problem = text;
        if (!said) {
            LOG.log(System.Logger.Level.WARNING, text);
        }
    }

    private static String kind(String text) {
        return text.replaceAll("[0-9a-f]{2,}|\\d", "");
    }
}
