package org.provenote.tracking.entities;

import org.jspecify.annotations.Nullable;

/**
 * A point of a metric that a run measured of a model.
 *
 * @param timestamp milliseconds since the epoch
 * @param datasetName the dataset that the model was measured on, if it was said
 */
public record ModelMetric(
        String key,
        double value,
        long timestamp,
        long step,
        String modelId,
        @Nullable String datasetName,
        @Nullable String datasetDigest,
        String runId) {

    /** The point, as it stands among those of the run. */
    public Metric ofRun() {
        return new Metric(key, value, timestamp, step);
    }
}
