package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.TrackingStore;

/**
 * Records at which a server fails each time although it takes others of the same run: each gets a file of its own, so that it
 * holds up nothing and is not lost.
 *
 * <pre>
 * sent with others --(500, by the {@link Rule})--> sent by itself --(500)--> its run gets a tag, which the server takes
 *                                                                 --(500, right after that)--> set aside
 * </pre>
 *
 * <p>The tag, {@link #TAG} with the file's name, is the proof that the server takes what is logged to this run, and says on the
 * run that something is missing. The file is an outbox of one record: with the ending {@code .outbox}, it is delivered by whatever starts next.
 * Used by one thread.
 */
final class SetAside {
    static final String SUFFIX = ".set-aside";

    /** Begins the key of the tag; its value is the time. */
    static final String TAG = "provenote.delivery.setAside.";

    private static final String PART = ".part";

    private final TrackingStore store;
    private final OutboxFolder folder;
    private final Arrivals arrivals;
    private final Rule rule;

    /** Set aside, and not marked as delivered in their journal yet. */
    private final Set<Entry> aside = new HashSet<>();

    /** The record, or the first of a batch, that the server failed at last. */
    private @Nullable Entry front;

    private int tries;
    private long since;

    /** How often, and over which time at least, a server must fail at the same batch before its records are tried by themselves. */
    record Rule(int tries, Duration over) {
        static final Rule USUAL = new Rule(5, Duration.ofMinutes(2));
    }

    SetAside(TrackingStore store, OutboxFolder folder, Arrivals arrivals, Rule rule) {
        this.store = store;
        this.folder = folder;
        this.arrivals = arrivals;
        this.rule = rule;
    }

    /** Whether a record is one that is set aside and need not be sent again. */
    boolean has(Entry entry) {
        return !aside.isEmpty() && aside.contains(entry);
    }

    /** All up to here is done with. */
    void forget() {
        aside.clear();
    }

    /** What was sent with {@code first} is done with: an equal record that comes later has failed at nothing yet. */
    void isDone(Entry first) {
        if (first.equals(front)) {
            front = null;
        }
    }

    /** Takes note that sending failed, and says whether it is time to send by itself each record that was sent with {@code first}. */
    boolean isTimeToPart(Entry first, MlflowException why) {
        if (!isServersFailure(why)) {
            return false;
        }
        if (!first.equals(front)) {
            front = first;
            tries = 0;
            since = System.nanoTime();
        }
        tries++;
        return tries >= rule.tries() && System.nanoTime() - since >= rule.over().toNanos();
    }

    /** Whether it may be the record that made the server fail. */
    boolean isServersFailure(MlflowException why) {
        return Trouble.isServersFailure(store, why);
    }

    /**
     * Sends a record at which the server failed once more, right after another that it takes.
     *
     * @param again sends it
     * @return the file that it is in from now on; empty if the server has taken it after all
     * @throws MlflowException if it is not proved that the record is why the server fails, or there is no room for the file
     */
    Optional<Path> settle(Entry entry, MlflowException why, Runnable again) {
        String runId = arrivals.idOf(entry.runId());
        String name = UUID.nameUUIDFromBytes(Codec.bytes(entry)).toString();
        Path file = folder.path().resolve(name + SUFFIX);
        try {
            store.logBatch(runId, Batch.of(new RunTag(TAG + name, Instant.now().toString())));
            if (isTaken(again)) {
                return Optional.empty();
            }
            write(entry, file);
            aside.add(entry);
            return Optional.of(file);
        } catch (IOException noRoom) {
            throw why;
        } finally {
            if (!Files.exists(file)) {
                deleteTag(runId, TAG + name);
            }
        }
    }

    /** If it goes: nothing hangs on it, and the tag may not even have arrived. */
    private void deleteTag(String runId, String key) {
        try {
            store.withoutRetries().deleteTag(runId, key);
        } catch (MlflowException e) {
            // It stays, on a run that misses nothing.
        }
    }

    private boolean isTaken(Runnable again) {
        try {
            again.run();
            return true;
        } catch (MlflowException e) {
            if (!isServersFailure(e)) {
                throw e;
            }
            return false;
        }
    }

    /** Whole or not at all. */
    private void write(Entry entry, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + PART);
        Files.deleteIfExists(part);
        try (Journal journal = Journal.create(part)) {
            String id = arrivals.idOf(entry.runId());
            if (!id.equals(entry.runId())) {
                journal.append(new Entry.Given(entry.runId(), id));
            }
            journal.append(entry);
            journal.force();
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
