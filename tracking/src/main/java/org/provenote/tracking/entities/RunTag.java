package org.provenote.tracking.entities;

/** A tag of a run: may be changed and deleted at any time. */
public record RunTag(String key, String value) {
    public String getKey() {
        return key;
    }

    public String getValue() {
        return value;
    }
}
