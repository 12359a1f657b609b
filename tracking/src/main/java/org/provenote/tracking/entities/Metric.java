package org.provenote.tracking.entities;

/**
 * One point of a metric's history.
 *
 * @param key name, 1–250 characters
 * @param value any double; stores keep NaN and the infinities as MLflow does
 * @param timestamp milliseconds since the epoch
 * @param step position in training, any long; 0 where steps have no meaning
 */
public record Metric(String key, double value, long timestamp, long step) {
    public String getKey() {
        return key;
    }

    public double getValue() {
        return value;
    }

    public long getTimestamp() {
        return timestamp;
    }

    public long getStep() {
        return step;
    }
}
