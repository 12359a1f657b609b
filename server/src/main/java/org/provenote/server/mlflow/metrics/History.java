package org.provenote.server.mlflow.metrics;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.store.TrackingStore;

/** A metric's points, a page of the store at a time, so that a long history is never in memory whole. */
final class History implements Iterator<List<Metric>> {
    /** MLflow's limit for one page. */
    static final int PAGE = 25_000;

    private final TrackingStore store;
    private final String runId;
    private final String key;
    private @Nullable Page<Metric> next;

    /** Reads the first page, so that an unknown run shows before anything is answered. */
    History(TrackingStore store, String runId, String key) {
        this.store = store;
        this.runId = runId;
        this.key = key;
        this.next = store.getMetricHistory(runId, key, PAGE, null);
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public List<Metric> next() {
        Page<Metric> page = next;
        if (page == null) {
            throw new NoSuchElementException();
        }
        next = page.nextToken()
                .map(token -> store.getMetricHistory(runId, key, PAGE, token))
                .orElse(null);
        return page.items();
    }
}
