package org.provenote.tracking.entities;

/** A tag of a dataset's use in a run, such as {@code mlflow.data.context}. */
public record InputTag(String key, String value) {
    public String getKey() {
        return key;
    }

    public String getValue() {
        return value;
    }
}
