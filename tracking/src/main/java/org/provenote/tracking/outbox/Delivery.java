package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
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

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A disk costs nothing to ask, and the user is waiting for it. */
    private static final Duration LONGEST_PAUSE_FOR_A_DISK = Duration.ofSeconds(1);

    /** How long closing waits for a delivery that goes on although it was told to stop: a server may hold its answer back. */
    private static final Duration TO_STOP = Duration.ofMillis(500);

    /** How long a log call that no file takes waits for the store. */
    private static final Duration WITHOUT_A_FILE = Duration.ofMillis(40);

    private static final int RECORDS_AT_ONCE = 1_000;

    /** From this size on a journal whose records are all delivered is left for a new one. */
    private static final long LARGE = 4L << 20;

    private final TrackingStore store;
    private final OutboxFolder folder;
    private final Courier courier;
    private final Orphans orphans;
    private final Thread thread;
    private @Nullable Journal journal;
    private boolean wanted = true;
    private boolean stopping;
    private boolean stopped;
    private boolean unforced;
    private int failures;
    private long refused;
    private boolean storageInTrouble;
    private final Unsaved unsaved = new Unsaved();
    private final Notices notices = new Notices();
    private String noFile = "";
    private boolean fileGone;

    Delivery(TrackingStore store, OutboxFolder folder) {
        this.store = store;
        this.folder = folder;
        this.courier = new Courier(store, this);
        this.orphans = new Orphans(folder, store, courier);
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

    /** Ends the runs that this process began and has not ended: nobody can any more. */
    synchronized void endOpenRuns(RunStatus status) {
        long now = System.currentTimeMillis();
        for (String run : journal == null ? List.<String>of() : journal.openRuns()) {
            append(new Entry.Updated(run, RunUpdate.ended(status, now)));
        }
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

    /**
     * Delivers what it can within {@code patience} and ends the thread; the rest stays in the file. An interrupt does not cut
     * it short, and is kept for the caller.
     */
    void close(Duration patience) {
        try (Patience toDeliver = new Patience(patience)) {
            while (!flush(toDeliver.left()) && !toDeliver.isOver()) {
                // Interrupted.
            }
        }
        stop();
        try {
            synchronized (this) {
                sayWhatIsLost();
                if (journal != null) {
                    journal.close();
                }
            }
        } catch (IOException e) {
            notices.last("The outbox in " + folder.path() + " could not be closed: " + e);
        }
    }

    private synchronized void stop() {
        stopping = true;
        notifyAll();
        thread.interrupt();
        try (Patience toStop = new Patience(TO_STOP)) {
            while (!stopped && !toStop.isOver()) {
                await(toStop.end());
            }
        }
    }

    private void sayWhatIsLost() {
        long lost = unsaved.size() + unsaved.lost();
        if (lost > 0) {
            notices.last(lost + " log calls are lost: until the end of this process neither a file in " + folder.path()
                    + " (" + noFile + ") nor the store could be written");
        }
    }

    /** Whatever happens, an error of the JVM or an interrupt included, this thread goes on until it is stopped. */
    private void run() {
        boolean going = true;
        while (going) {
            try {
                going = awaitWork();
                if (going) {
                    deliver();
                }
            } catch (Throwable e) {
                failed(e);
            }
        }
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
    }

    private void deliver() throws IOException {
        keepFile();
        saveUnsaved();
        force();
        deliverOwn();
        deliverUnsaved();
        orphans.lookFor();
        succeeded();
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
        while (!stopping && (failures > 0 || !wanted) && System.nanoTime() < until) {
            await(until);
            // Nobody but stop() means this thread by an interrupt.
            Thread.interrupted();
        }
        wanted = false;
        return !stopping;
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
            courier.deliver(own);
            if (own.size() > LARGE) {
                leave(own);
            }
        }
    }

    /** Goes on in a new file, so that none grows for ever. Whenever the process dies, one of both knows the open runs. */
    private synchronized void leave(Journal large) {
        try {
            journal = moved(large);
        } catch (IOException noRoomForAnother) {
            // This one goes on growing, until there is.
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

    private synchronized void failed(Throwable e) {
        // A store that takes something now and then is not down.
        failures = courier.hasProgressed() ? 1 : failures + 1;
        storageInTrouble = e instanceof StorageException || e instanceof IOException;
        try {
            notices.trouble(
                    unsaved.isEmpty()
                            ? "What was logged is kept in " + folder.path() + " and will be delivered: " + why(e)
                            : unsavedInWords() + ". " + why(e));
        } catch (OutOfMemoryError noRoomForWords) {
            // Said at the next failure, if there is one.
        }
        notifyAll();
    }

    private static String why(Throwable e) {
        return e instanceof MlflowException ? String.valueOf(e.getMessage()) : e.toString();
    }

    @Override
    public synchronized void refused(Entry entry, MlflowException why) {
        refused++;
        notices.refusal("A log call for run " + entry.runId() + " was refused: " + why.getMessage());
    }
}
