package org.provenote.tracking.entities;

/** A parameter of a run: set once, never changed. */
public record Param(String key, String value) {
    public String getKey() {
        return key;
    }

    public String getValue() {
        return value;
    }
}
