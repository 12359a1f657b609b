package org.provenote.tracking.entities;

/** A tag of a logged model. */
public record LoggedModelTag(String key, String value) {}
