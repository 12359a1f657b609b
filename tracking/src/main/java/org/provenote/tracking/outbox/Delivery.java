package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.provenote.tracking.StorageException;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.DeliveryStatus;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;

/**
 * What is logged is carried to the store by two threads, so that records never wait for artifacts; a third makes the journal
 * survive a power cut ({@link Forcing}), which waits for no store:
 *
 * <pre>
 * log calls ------------------------> journal ---------> [delivery thread] --> store
 * outboxes of dead processes --------------------------> [delivery thread]
 *                     '-- then what they kept ---------> [artifact thread] --> store
 * artifacts that could not be saved -> kept artifacts -> [artifact thread]
 * </pre>
 *
 * <p>The delivery thread goes through this loop:
 *
 * <pre>
 * waiting ----(record appended, or a tick)--> delivering --(all delivered)--> waiting
 *                                             delivering --(store fails)----> backing off
 * backing off ---(pause over, or a flush)---> delivering
 * </pre>
 *
 * <p>One step delivers some records and not all: a training may log them faster than the store takes them, for hours.
 */
final class Delivery implements OwnArtifacts.Records, Worker.Work {
    /** How soon it is seen that the own file is gone, or that another process is. */
    private static final Duration TICK = Duration.ofSeconds(1);

    /** A disk costs nothing to ask, and the user is waiting for it. */
    private static final Duration LONGEST_PAUSE_FOR_A_DISK = Duration.ofSeconds(1);

    /** How long closing waits for a delivery that goes on although it was told to stop: a server may hold its answer back. */
    private static final Duration TO_STOP = Duration.ofMillis(500);

    /** How long a log call that no file takes waits for the store. */
    private static final Duration WITHOUT_A_FILE = Duration.ofMillis(40);

    private final OutboxFolder folder;
    private final Arrivals arrivals;
    private final Courier courier;
    private final Orphans orphans;
    private final OwnArtifacts artifacts;
    private final OwnJournal own;
    private final Worker worker;
    private final Worker forcing;
    private boolean wanted = true;
    private boolean hurried;
    private boolean stopping;
    private final BackOff backOff = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(30));
    private boolean storageInTrouble;

    /** Once so much is delivered of what was saved, the last trouble is over. */
    private long savedInTrouble;

    private final Unsaved unsaved = new Unsaved();

    /** Of this process, also of what no file would take. */
    private final Outstanding outstanding = new Outstanding();

    private final Notices notices = new Notices();
    private volatile boolean fileGone;

    Delivery(TrackingStore store, OutboxFolder folder, Arrivals arrivals, SetAside.Rule rule) {
        this.folder = folder;
        this.arrivals = arrivals;
        this.own = new OwnJournal(folder);
        this.courier = new Courier(store, arrivals, new SetAside(store, folder, arrivals, rule), notices);
        this.artifacts = new OwnArtifacts(store, arrivals, own.artifacts(), rule, notices, this);
        this.orphans = new Orphans(folder, store, arrivals, courier, artifacts.delivery());
        this.worker = Worker.started("provenote-delivery", this);
        this.forcing = Worker.started("provenote-force", new Forcing(own, notices));
    }

    /**
     * Appends a record; when this returns true it survives the process, or, where no file can be written, is kept in memory
     * and counted until a file or the store takes it.
     *
     * @return false once closed, so that the caller writes straight to the store
     */
    boolean append(Entry entry) {
        boolean appended = appended(entry);
        notices.tell();
        return appended;
    }

    private synchronized boolean appended(Entry entry) {
        if (stopping) {
            return false;
        }
        if (!unsaved.isEmpty() || !own.save(entry)) {
            unsaved.add(entry);
            notices.trouble(unsavedInWords());
        }
        outstanding.follow(entry);
        wake();
        if (!unsaved.isEmpty() && !backOff.isOn()) {
            // The store may well be able to write where the outbox is not.
            awaitRecords(WITHOUT_A_FILE);
        }
        return true;
    }

    /** As {@link #append(Entry)}, for what the store has just failed to take. */
    void append(Entry entry, StorageException why) {
        failed(why);
        append(entry);
    }

    /** Keeps the id that the store gave to a run of this process. */
    void note(Entry.Given given) {
        own.now().ifPresent(journal -> journal.note(given));
        synchronized (this) {
            outstanding.follow(given);
        }
    }

    @Override
    public synchronized boolean isInTrouble() {
        return backOff.isOn();
    }

    @Override
    public synchronized boolean areEnding() {
        return stopping;
    }

    /** The artifacts of this process that wait to be saved. */
    OwnArtifacts artifacts() {
        return artifacts;
    }

    private String unsavedInWords() {
        return unsaved.inWords(folder.path(), own.problem());
    }

    /** Whether what is in the file survives a power cut, or is about to. */
    boolean isForced() {
        return own.isForced();
    }

    private void wake() {
        if (!wanted) {
            wanted = true;
            notifyAll();
        }
    }

    synchronized DeliveryStatus status() {
        noteIfAllIsWell();
        String problem = unsaved.isEmpty() ? notices.problem() : unsavedInWords();
        if (problem == null) {
            problem = artifacts.failureInWords();
        }
        return new DeliveryStatus(
                own.pending(),
                unsaved.size(),
                unsaved.lost(),
                notices.refused(),
                folder.setAside(),
                orphans.waiting(),
                arrivals.waiting(),
                artifacts.waiting(),
                problem,
                orphans.problem());
    }

    /** Ends the runs that this process began and has not ended: nobody can any more. */
    void endOpenRuns(RunStatus status) {
        long now = System.currentTimeMillis();
        synchronized (this) {
            // No thread of the program ends one of them meanwhile: its word would be overruled.
            outstanding.openRuns().forEach(run -> appended(new Entry.Updated(run, RunUpdate.ended(status, now))));
        }
        notices.tell();
    }

    /**
     * Waits until all that was logged until now is delivered and no artifact waits but for what the server fails at each time, and
     * says whether that is so. A pause after trouble ends.
     */
    boolean flush(Duration patience) {
        hurry();
        BooleanSupplier records = recordsUntilNow();
        return awaited(() -> records.getAsBoolean() && artifacts.delivery().isDone(), patience);
    }

    /** As {@link #flush}, without waiting for artifacts. */
    boolean flushRecords(Duration patience) {
        hurry();
        return awaitRecords(patience);
    }

    /** As {@link #flushRecords}, and leaves a pause as it is. */
    boolean awaitRecords(Duration patience) {
        return awaited(recordsUntilNow(), patience);
    }

    /** Whether what is logged by now is delivered by then, whatever is logged meanwhile. */
    private synchronized BooleanSupplier recordsUntilNow() {
        long saved = own.saved();
        return unsaved.isEmpty() ? () -> own.delivered() >= saved : () -> !isPending();
    }

    /** Once: what fails again is paused after as before. Before the time that a server has named, it is sent nothing all the same. */
    private synchronized void hurry() {
        if (backOff.isOn() && isPending()) {
            hurried = true;
            notifyAll();
        }
    }

    private synchronized boolean awaited(BooleanSupplier done, Duration patience) {
        long giveUp = System.nanoTime() + patience.toNanos();
        boolean waiting = true;
        if (!done.getAsBoolean()) {
            wake();
        }
        while (waiting && !done.getAsBoolean() && System.nanoTime() < giveUp) {
            waiting = await(giveUp);
            if (isPending()) {
                // Not for artifacts alone: they have pauses of their own.
                wake();
            }
        }
        return done.getAsBoolean();
    }

    private boolean isPending() {
        return !unsaved.isEmpty() || own.pending() > 0;
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
                own.close();
            }
        } catch (IOException e) {
            notices.last("The outbox in " + folder.path() + " could not be closed: " + e);
        }
        try (Patience toEnd = new Patience(TO_STOP)) {
            forcing.awaitEnd(toEnd);
        }
        notices.tell();
    }

    private void stop() {
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        artifacts.delivery().stop();
        worker.interrupt();
        try (Patience toStop = new Patience(TO_STOP)) {
            worker.awaitEnd(toStop);
            artifacts.delivery().awaitEnd(toStop);
        }
    }

    private void sayWhatIsLost() {
        artifacts.lossInWords().ifPresent(notices::last);
        long lost = unsaved.size() + unsaved.lost();
        if (lost > 0) {
            notices.last(lost + " log calls are lost: until the end of this process neither a file in " + folder.path()
                    + " (" + own.problem() + ") nor the store could be written");
        }
    }

    @Override
    public void step() throws IOException {
        orphans.count();
        keepFile();
        saveUnsaved();
        deliverOwn();
        deliverUnsaved();
        orphans.lookFor().ifPresent(notices::remark);
        succeeded();
        notices.tell();
    }

    private void keepFile() {
        Optional<Path> gone = own.replaceIfGone();
        fileGone = gone.isPresent();
        gone.ifPresent(file -> notices.trouble("The outbox " + file + " was removed and no other can be made ("
                + own.problem() + "): log calls are safe only once the store has them"));
        notices.tell();
    }

    /** Moves to a file, if one can be written by now, what is in memory only. */
    private void saveUnsaved() {
        boolean going = true;
        while (going) {
            synchronized (this) {
                List<Entry> some = unsaved.first(Courier.RECORDS_AT_ONCE);
                int moved = 0;
                while (moved < some.size() && own.save(some.get(moved))) {
                    moved++;
                }
                unsaved.removeFirst(moved);
                going = moved > 0;
            }
        }
    }

    /** They come after what is in the file. */
    private void deliverUnsaved() {
        List<Entry> some = own.pending() > 0 ? List.of() : firstUnsaved();
        courier.deliver(some, this::note);
        synchronized (this) {
            unsaved.removeFirst(some.size());
        }
    }

    private synchronized List<Entry> firstUnsaved() {
        return unsaved.first(Courier.RECORDS_AT_ONCE);
    }

    @Override
    public synchronized boolean awaitWork() throws InterruptedException {
        long until = System.nanoTime() + (backOff.isOn() ? pause() : TICK).toNanos();
        while (!stopping && !hurried && (backOff.isOn() || !wanted) && System.nanoTime() < until) {
            wait(millisUntil(until));
        }
        wanted = false;
        hurried = false;
        return !stopping;
    }

    /** Waits for a change, at most until then; false if interrupted. */
    private boolean await(long until) {
        try {
            wait(millisUntil(until));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static long millisUntil(long time) {
        return Math.max(1, (time - System.nanoTime()) / 1_000_000);
    }

    private Duration pause() {
        return storageInTrouble ? backOff.pause(LONGEST_PAUSE_FOR_A_DISK) : backOff.pause();
    }

    private void deliverOwn() throws IOException {
        Optional<Journal> journal = own.now();
        if (journal.isPresent()) {
            courier.deliverNext(journal.get(), this::note);
            own.replaceIfLarge();
        }
    }

    private synchronized void succeeded() {
        if (backOff.isOn()) {
            artifacts.delivery().tryNow();
        }
        backOff.reset();
        if (unsaved.lost() > 0) {
            notices.last(unsaved.lost() + " log calls found no room in memory and are lost; logging goes on");
            unsaved.forgetLost();
        }
        noteIfAllIsWell();
        wanted |= isPending();
        notifyAll();
    }

    private void noteIfAllIsWell() {
        boolean isOver = !backOff.isOn() && own.delivered() >= savedInTrouble;
        if (isOver && !fileGone && unsaved.isEmpty() && artifacts.delivery().isDone()) {
            notices.allWell();
        }
    }

    /** The store, or the file, could not be written. */
    @Override
    public void failed(Throwable e) {
        noteFailure(e);
        notices.tell();
    }

    /** As {@link #failed}, for who holds a lock: it is told when something is appended. */
    synchronized void noteFailure(Throwable e) {
        // A store that takes something now and then is not down.
        if (courier.hasProgressed()) {
            backOff.reset();
        }
        backOff.failed();
        storageInTrouble = e instanceof StorageException || e instanceof IOException;
        savedInTrouble = own.saved();
        try {
            notices.trouble(
                    unsaved.isEmpty()
                            ? "What was logged is kept in " + folder.path() + " and will be delivered: "
                                    + Trouble.inWords(e)
                            : unsavedInWords() + ". " + Trouble.inWords(e));
        } catch (OutOfMemoryError noRoomForWords) {
            // Said at the next failure, if there is one.
        }
        notifyAll();
    }

    @Override
    public synchronized void artifactsSaved() {
        noteIfAllIsWell();
        notifyAll();
    }
}
