package org.provenote.server.mlflow.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.provenote.tracking.entities.Metric;

/** An even sample of a history, by the rule of MLflow's SQL ({@code NTILE}): the first point of each bucket, and the last. */
final class Sample {
    private static final Comparator<Metric> BY_STEP = Comparator.comparingLong(Metric::step)
            .thenComparingLong(Metric::timestamp)
            // A NaN is stored as 0 with a mark, and sorts as such.
            .thenComparingDouble(point -> Double.isNaN(point.value()) ? 0 : point.value())
            .thenComparing(point -> Double.isNaN(point.value()));

    private Sample() {}

    /** At most {@code size} of the points, by step. */
    static List<Metric> of(List<Metric> points, int size) {
        List<Metric> sorted = points.stream().sorted(BY_STEP).toList();
        int total = sorted.size();
        if (total <= size) {
            return sorted;
        }
        List<Metric> sample = new ArrayList<>(size);
        int larger = total % size;
        for (int bucket = 0; bucket < size; bucket++) {
            sample.add(sorted.get(bucket * (total / size) + Math.min(bucket, larger)));
        }
        sample.set(size - 1, sorted.get(total - 1));
        return sample;
    }
}
