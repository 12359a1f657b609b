package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The journal of this process, made when the first record comes, and the artifacts kept with it. It goes on in another file when
 * somebody has removed this one, and when it has grown large. Thread-safe.
 */
final class OwnJournal {
    /** From this size on a journal is left for a new one. */
    private static final long LARGE = 4L << 20;

    /** Unless more than this would have to be copied, while log calls wait. */
    private static final long FEW = LARGE / 8;

    /** How often another process may take a file in the moment before it is locked. */
    private static final int TRIES = 10;

    private final OutboxFolder folder;
    private final String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    private int files;
    private final KeptArtifacts artifacts = new KeptArtifacts(this::artifactFolder);
    private @Nullable Journal journal;
    private long saved;
    private boolean unforced;
    private boolean closed;
    private String problem = "";

    OwnJournal(OutboxFolder folder) {
        this.folder = folder;
    }

    /** All files of this process share the name up to the first dot, by which its artifacts are found. */
    private Journal nextFile() throws IOException {
        for (int left = TRIES; ; left--) {
            files++;
            try {
                return folder.create(name + "." + files);
            } catch (Journal.TakenException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    private synchronized Journal made() throws IOException {
        Journal own = journal;
        if (own == null) {
            own = nextFile();
            journal = own;
        }
        return own;
    }

    /** As it is now; empty before the first record. */
    synchronized Optional<Journal> now() {
        return Optional.ofNullable(journal);
    }

    /** Appends a record, and says whether that went well. */
    synchronized boolean save(Entry entry) {
        try {
            Journal own = made();
            long before = own.size();
            own.append(entry);
            saved += own.size() - before;
            mustForce();
            return true;
        } catch (IOException e) {
            problem = e.toString();
            return false;
        }
    }

    /** What was wrong when a record was not saved or no file could be made. */
    synchronized String problem() {
        return problem;
    }

    /** Bytes that are not delivered yet. */
    long pending() {
        return now().map(Journal::pending).orElse(0L);
    }

    /** Bytes of all that was ever saved, in whichever file. */
    synchronized long saved() {
        return saved;
    }

    /** How many of them are delivered for certain. */
    synchronized long delivered() {
        return saved - pending();
    }

    /** The artifacts that wait to be saved. */
    KeptArtifacts artifacts() {
        return artifacts;
    }

    private Path artifactFolder() throws IOException {
        return KeptArtifacts.placeFor(made().file())
                .orElseThrow(() -> new IOException("There is no home folder: set HOME or XDG_STATE_HOME"));
    }

    private synchronized void mustForce() {
        if (!unforced) {
            unforced = true;
            notifyAll();
        }
    }

    /** Whether all that was saved survives a power cut, or is about to. */
    synchronized boolean isForced() {
        return !unforced;
    }

    /** Waits until something is saved that a power cut would take, and then {@code more}; false once closed. */
    synchronized boolean awaitUnforced(Duration more) throws InterruptedException {
        while (!closed && !unforced) {
            wait();
        }
        long until = System.nanoTime() + more.toNanos();
        for (long left = more.toMillis(); !closed && left > 0; left = (until - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return !closed;
    }

    /** Makes what was saved survive a power cut. Records are saved meanwhile. */
    void force() throws IOException {
        Journal own;
        synchronized (this) {
            own = unforced ? journal : null;
            unforced = false;
        }
        if (own != null) {
            force(own);
        }
    }

    private void force(Journal own) throws IOException {
        try {
            own.force();
        } catch (IOException e) {
            // One that was closed has gone over, forced, into another or has nothing left.
            if (isInUse(own)) {
                mustForce();
                throw e;
            }
        }
    }

    private synchronized boolean isInUse(Journal own) {
        return !closed && own == journal;
    }

    /**
     * Where somebody has removed the file, a new one takes what was not delivered and all that comes.
     *
     * @return the file that is gone and has no successor; empty where all is well
     */
    synchronized Optional<Path> replaceIfGone() {
        Journal own = journal;
        if (own == null || Files.exists(own.file())) {
            return Optional.empty();
        }
        try {
            journal = moved(own);
            return Optional.empty();
        } catch (IOException e) {
            problem = e.toString();
            return Optional.of(own.file());
        }
    }

    /** Goes on in a new file, so that none grows for ever. Whenever the process dies, one of both knows the open runs. */
    synchronized void replaceIfLarge() {
        Journal own = journal;
        if (own != null && own.size() > LARGE && own.pending() < FEW) {
            try {
                journal = moved(own);
            } catch (IOException noRoomForAnother) {
                // This one goes on growing, until there is.
            }
        }
    }

    private Journal moved(Journal own) throws IOException {
        Journal next = nextFile();
        try {
            own.moveTo(next);
            return next;
        } catch (IOException e) {
            next.discard();
            throw e;
        }
    }

    synchronized void close() throws IOException {
        Journal own = journal;
        closed = true;
        notifyAll();
        if (own != null) {
            try (own) {
                if (!isForced() && own.pending() > 0) {
                    own.force();
                }
            }
        }
    }
}
