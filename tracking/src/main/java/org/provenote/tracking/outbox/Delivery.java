package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.StorageException;
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
    /** How soon a record survives a power cut. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private static final Duration BETWEEN_LOOKS_FOR_ORPHANS = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A disk costs nothing to ask, and the user is waiting for it. */
    private static final Duration LONGEST_PAUSE_FOR_A_DISK = Duration.ofSeconds(1);

    /** How long a log call that no file takes waits for the store. */
    private static final Duration WITHOUT_A_FILE = Duration.ofMillis(40);

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
    private boolean storageInTrouble;
    private final Unsaved unsaved = new Unsaved();
    private final Notices notices = new Notices();
    private String noFile = "";
    private boolean fileGone;
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
     * Appends a record; when this returns true it survives the process, or, where no file can be written, is kept in memory
     * and counted until a file or the store takes it.
     *
     * @return false once closed, so that the caller writes straight to the store
     */
    synchronized boolean append(Entry entry) {
        if (stopping) {
            return false;
        }
        if (!unsaved.isEmpty() || !saved(entry)) {
            unsaved.add(entry);
            notices.trouble(unsavedInWords());
        }
        wake();
        if (!unsaved.isEmpty() && failures == 0) {
            // The store may well be able to write where the outbox is not.
            flush(WITHOUT_A_FILE);
        }
        return true;
    }

    /** As {@link #append(Entry)}, for what the store has just failed to take. */
    synchronized void append(Entry entry, StorageException why) {
        failed(why);
        append(entry);
    }

    private boolean saved(Entry entry) {
        try {
            journal().append(entry);
            unforced = true;
            return true;
        } catch (IOException e) {
            noFile = e.toString();
            return false;
        }
    }

    private Journal journal() throws IOException {
        Journal own = journal;
        if (own == null) {
            own = folder.create();
            journal = own;
        }
        return own;
    }

    private String unsavedInWords() {
        long lost = unsaved.lost();
        return "No outbox can be written in " + folder.path() + " (" + noFile
                + "). Log calls are kept in memory until the store takes them: " + unsaved.size()
                + (lost == 0 ? "" : "; " + lost + " more did not fit and are lost");
    }

    private void wake() {
        if (!wanted) {
            wanted = true;
            notifyAll();
        }
    }

    synchronized DeliveryStatus status() {
        long bytes = journal == null ? 0 : journal.pending();
        String problem = unsaved.isEmpty() ? notices.problem() : unsavedInWords();
        return new DeliveryStatus(bytes, unsaved.size(), unsaved.lost(), refused, problem);
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
        return !unsaved.isEmpty() || (journal != null && journal.pending() > 0);
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
                sayWhatIsLost();
                if (journal != null) {
                    journal.close();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            notices.last("The outbox in " + folder.path() + " could not be closed: " + e);
        }
    }

    private void sayWhatIsLost() {
        long lost = unsaved.size() + unsaved.lost();
        if (lost > 0) {
            notices.last(lost + " log calls are lost: until the end of this process neither a file in " + folder.path()
                    + " (" + noFile + ") nor the store could be written");
        }
    }

    private void run() {
        while (awaitWork()) {
            try {
                keepFile();
                saveUnsaved();
                force();
                deliverOwn();
                deliverUnsaved();
                lookForOrphans();
                succeeded();
            } catch (IOException | RuntimeException e) {
                // Whatever it was: this thread must not end, since everybody relies on it.
                failed(e);
            }
        }
    }

    /** Where somebody has removed the file, a new one takes what was not delivered and all that comes. */
    private synchronized void keepFile() {
        Journal own = journal;
        fileGone = own != null && !Files.exists(own.file());
        if (own == null || !fileGone) {
            return;
        }
        try {
            journal = moved(own);
            fileGone = false;
        } catch (IOException e) {
            noFile = e.toString();
            notices.trouble("The outbox " + own.file() + " was removed and no other can be made (" + noFile
                    + "): log calls are safe only once the store has them");
        }
    }

    private Journal moved(Journal own) throws IOException {
        Journal next = folder.create();
        try {
            own.moveTo(next);
            return next;
        } catch (IOException e) {
            next.discard();
            throw e;
        }
    }

    /** Moves to a file, if one can be written by now, what is in memory only. */
    private void saveUnsaved() {
        boolean going = true;
        while (going) {
            synchronized (this) {
                List<Entry> some = unsaved.first(RECORDS_AT_ONCE);
                int moved = 0;
                while (moved < some.size() && saved(some.get(moved))) {
                    moved++;
                }
                unsaved.removeFirst(moved);
                going = moved > 0;
            }
        }
    }

    private void deliverUnsaved() {
        List<Entry> some = firstUnsaved();
        while (!some.isEmpty()) {
            courier.deliver(some);
            synchronized (this) {
                unsaved.removeFirst(some.size());
            }
            some = firstUnsaved();
        }
    }

    private synchronized List<Entry> firstUnsaved() {
        return unsaved.first(RECORDS_AT_ONCE);
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
        long longest = (storageInTrouble ? LONGEST_PAUSE_FOR_A_DISK : LONGEST_PAUSE).toMillis();
        long millis = Math.min(longest, FIRST_PAUSE.toMillis() << Math.min(failures - 1, 10));
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
        failures = 0;
        if (unsaved.lost() > 0) {
            notices.last(unsaved.lost() + " log calls found no room in memory and are lost; logging goes on");
            unsaved.forgetLost();
        } else if (!fileGone) {
            notices.allWell();
        }
        notifyAll();
    }

    private synchronized void failed(Exception e) {
        failures++;
        storageInTrouble = e instanceof StorageException || e instanceof IOException;
        notices.trouble(
                unsaved.isEmpty()
                        ? "What was logged is kept in " + folder.path() + " and will be delivered: " + e.getMessage()
                        : unsavedInWords() + ". " + e.getMessage());
        notifyAll();
    }

    @Override
    public synchronized void refused(Entry entry, MlflowException why) {
        refused++;
        notices.refusal("A log call for run " + entry.runId() + " was refused: " + why.getMessage());
    }
}
