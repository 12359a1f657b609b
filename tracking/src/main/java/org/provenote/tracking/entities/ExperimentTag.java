package org.provenote.tracking.entities;

/** A tag of an experiment. */
public record ExperimentTag(String key, String value) {
    public String getKey() {
        return key;
    }

    public String getValue() {
        return value;
    }
}
