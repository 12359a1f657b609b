package org.provenote.tracking.store;

import java.util.List;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.RunTag;

/** What one {@code log-batch} writes, all or nothing. Limits are MLflow's: 1,000 metrics, 100 params, 100 tags, 1,000 in all. */
public record Batch(List<Metric> metrics, List<Param> params, List<RunTag> tags) {
    public static final int MOST_METRICS = 1_000;
    public static final int MOST_PARAMS = 100;
    public static final int MOST_TAGS = 100;
    public static final int MOST_IN_ALL = 1_000;

    /** In characters as Python counts them, code points: of a longer value this much is stored. */
    public static final int LONGEST_PARAM = 6_000;

    /** As {@link #LONGEST_PARAM}, for tags. */
    public static final int LONGEST_TAG = 8_000;

    public static Batch of(Metric metric) {
        return new Batch(List.of(metric), List.of(), List.of());
    }

    public static Batch of(Param param) {
        return new Batch(List.of(), List.of(param), List.of());
    }

    public static Batch of(RunTag tag) {
        return new Batch(List.of(), List.of(), List.of(tag));
    }
}
