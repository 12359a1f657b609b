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
    /** MLflow's {@code SYSTEM_METRICS_PREFIX}. */
    private static final String SYSTEM = "system/";

    /** Whether a metric of that name is a figure of the machine, which lists of runs leave out. */
    public static boolean isSystem(String key) {
        return key.startsWith(SYSTEM);
    }

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
