package org.provenote.tracking.entities;

/** A model that a run used. */
public record ModelInput(String modelId) {}
