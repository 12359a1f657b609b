package org.provenote.tracking.entities;

/** A tag of a dataset's use in a run. */
public record InputTag(String key, String value) {
    /** What it is used for there, such as {@code training}. */
    public static final String CONTEXT = "mlflow.data.context";

    public String getKey() {
        return key;
    }

    public String getValue() {
        return value;
    }
}
