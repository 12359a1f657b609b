package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.TrackingStore;

/**
 * Carries entries to the store: those of one run in their order, joined to batches as large as MLflow takes. What the store
 * refuses for good is handed to the {@link Listener} one by one, and so is what a server fails at for good; any other failure
 * is thrown, and the entries come again.
 */
final class Courier {
    /** How many are read into memory together. */
    static final int RECORDS_AT_ONCE = 1_000;

    private final TrackingStore store;
    private final Arrivals arrivals;
    private final SetAside setAside;
    private final Listener listener;
    private final boolean forbiddenIsFinal;

    /** Since this was last asked. One for all that carry to the store: what one of them gets there shows that it is not down. */
    private final AtomicBoolean progressed;

    Courier(TrackingStore store, Arrivals arrivals, SetAside setAside, Listener listener) {
        this(store, arrivals, setAside, listener, true, new AtomicBoolean());
    }

    private Courier(
            TrackingStore store,
            Arrivals arrivals,
            SetAside setAside,
            Listener listener,
            boolean forbiddenIsFinal,
            AtomicBoolean progressed) {
        this.store = store;
        this.arrivals = arrivals;
        this.setAside = setAside;
        this.listener = listener;
        this.forbiddenIsFinal = forbiddenIsFinal;
        this.progressed = progressed;
    }

    /** One for what another user may have logged: what is forbidden to this one is thrown, and waits. */
    Courier forOthers() {
        return new Courier(store, arrivals, setAside, listener, false, progressed);
    }

    /** Who is told of entries that are not in the store although they are done with. */
    interface Listener {
        /** The store will never take it. */
        void refused(Entry entry, MlflowException why);

        /** The run was made in an experiment of another name, as the one that was asked for is in the trash. */
        void elsewhere(Entry.Created run, Experiment trashed);

        /** The server fails at it, and it is in a file from now on. */
        void setAside(Entry entry, Path file, MlflowException why);
    }

    /** Carries all that is left in a journal, until this thread is interrupted. */
    void deliver(Journal from) throws IOException {
        while (from.pending() > 0 && !Thread.currentThread().isInterrupted()) {
            deliverNext(from, from::note);
        }
    }

    /** Carries the next of what is left in a journal: who waits for it, or has other things to do, need not wait for the rest. */
    void deliverNext(Journal from, Consumer<Entry.Given> note) throws IOException {
        if (from.pending() > 0) {
            Journal.Chunk chunk = from.next(RECORDS_AT_ONCE);
            deliver(chunk.entries(), note);
            from.markDelivered(chunk.next());
            progressed.set(true);
        }
    }

    /** Whether the store has taken something from a journal since this was last asked. */
    boolean hasProgressed() {
        return progressed.getAndSet(false);
    }

    /** {@code note} keeps the ids that the store gives, before anything is carried under them. */
    void deliver(List<? extends Entry> entries, Consumer<Entry.Given> note) {
        Map<String, List<Entry>> runs = new LinkedHashMap<>();
        for (Entry entry : entries) {
            runs.computeIfAbsent(arrivals.idOf(entry.runId()), id -> new ArrayList<>())
                    .add(entry);
        }
        runs.values().forEach(run -> run.removeIf(setAside::has));
        runs.values().forEach(run -> deliverOneRun(run, note));
        store.force();
        setAside.forget();
    }

    private void deliverOneRun(List<Entry> entries, Consumer<Entry.Given> note) {
        Joined joined = new Joined();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Logged logged) {
                if (!joined.fits(logged.batch())) {
                    sendBatch(joined);
                }
                joined.add(logged);
            } else if (entry instanceof Entry.Updated updated) {
                sendBatch(joined);
                send(updated, () -> store.updateRun(arrivals.idOf(updated.runId()), updated.update()));
            } else if (entry instanceof Entry.Used used) {
                sendBatch(joined);
                send(used, () -> store.logInputs(arrivals.idOf(used.runId()), used.datasets()));
            } else if (entry instanceof Entry.Created created) {
                make(created, note);
            }
        }
        sendBatch(joined);
    }

    private void sendBatch(Joined joined) {
        List<Entry.Logged> entries = joined.take();
        if (entries.isEmpty()) {
            return;
        }
        try {
            log(entries.get(0).runId(), join(entries));
        } catch (MlflowException e) {
            boolean isTimeToPart = setAside.isTimeToPart(entries.get(0), e);
            if (!Trouble.isFinal(e) && !isFinalFromAServer(e) && !isTimeToPart) {
                throw e;
            }
            // Also where there is only one: MLflow calls a bad request, too, what lost a race against its like.
            Predicate<MlflowException> mayBeSetAside = why -> isTimeToPart && setAside.isServersFailure(why);
            entries.forEach(entry -> send(entry, () -> log(entry.runId(), entry.batch()), mayBeSetAside));
        }
        setAside.isDone(entries.get(0));
    }

    private void log(String runId, Batch batch) {
        store.logBatch(arrivals.idOf(runId), arrivals.translated(batch));
    }

    private void send(Entry entry, Runnable call) {
        send(entry, call, why -> setAside.isTimeToPart(entry, why));
        setAside.isDone(entry);
    }

    /** Returns once the entry is done with, for good; else throws why it comes again. */
    private void send(Entry entry, Runnable call, Predicate<MlflowException> mayBeSetAside) {
        try {
            call.run();
        } catch (MlflowException e) {
            if (mayBeSetAside.test(e)) {
                setAside.settle(entry, e, call).ifPresent(file -> listener.setAside(entry, file, e));
            } else {
                refuse(entry, e);
            }
        }
    }

    private void make(Entry.Created created, Consumer<Entry.Given> note) {
        try {
            arrivals.deliver(created, note).ifPresent(trashed -> listener.elsewhere(created, trashed));
        } catch (MlflowException e) {
            refuse(created, e);
            arrivals.refuse(created, note);
        }
    }

    private void refuse(Entry entry, MlflowException why) {
        if (!isRefused(entry.runId(), why)) {
            throw why;
        }
        listener.refused(entry, why);
    }

    /**
     * Whether it is the store that answered so, and will again: a log-in page, or a proxy whose server is away, refuse
     * everything, and what there is to say about a run waits until they are gone.
     */
    boolean isRefused(String runId, MlflowException why) {
        return (Trouble.isFinal(why) || isFinalFromAServer(why)) && isTheStore(runId);
    }

    private boolean isTheStore(String runId) {
        try {
            store.getRun(arrivals.idOf(runId));
            return true;
        } catch (MlflowException e) {
            return e.errorCode() == ErrorCode.RESOURCE_DOES_NOT_EXIST;
        }
    }

    /** A server without this call, or one that does not let this user make it: nothing else must wait behind it. */
    private boolean isFinalFromAServer(MlflowException e) {
        return store.file().isEmpty()
                && switch (e.errorCode()) {
                    case PERMISSION_DENIED -> forbiddenIsFinal;
                    case ENDPOINT_NOT_FOUND, NOT_IMPLEMENTED -> true;
                    default -> false;
                };
    }

    private static Batch join(List<Entry.Logged> entries) {
        List<Metric> metrics = new ArrayList<>();
        Map<String, Param> params = new LinkedHashMap<>();
        List<RunTag> tags = new ArrayList<>();
        for (Entry.Logged entry : entries) {
            metrics.addAll(entry.batch().metrics());
            // A batch may not name a param twice; another value was refused when it was logged.
            entry.batch().params().forEach(param -> params.putIfAbsent(param.key(), param));
            tags.addAll(entry.batch().tags());
        }
        return new Batch(metrics, List.copyOf(params.values()), tags);
    }

    /** What goes into one batch, within MLflow's limits. */
    private static final class Joined {
        private List<Entry.Logged> entries = new ArrayList<>();
        private int metrics;
        private int params;
        private int tags;

        boolean fits(Batch more) {
            int allParams = params + more.params().size();
            int allTags = tags + more.tags().size();
            int all = metrics + more.metrics().size() + allParams + allTags;
            return allParams <= Batch.MOST_PARAMS && allTags <= Batch.MOST_TAGS && all <= Batch.MOST_IN_ALL;
        }

        void add(Entry.Logged entry) {
            entries.add(entry);
            metrics += entry.batch().metrics().size();
            params += entry.batch().params().size();
            tags += entry.batch().tags().size();
        }

        List<Entry.Logged> take() {
            List<Entry.Logged> taken = entries;
            entries = new ArrayList<>();
            metrics = 0;
            params = 0;
            tags = 0;
            return taken;
        }
    }
}
