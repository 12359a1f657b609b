package org.provenote.tracking.entities;

/** A model that a run made, at a step of its training. */
public record ModelOutput(String modelId, long step) {}
