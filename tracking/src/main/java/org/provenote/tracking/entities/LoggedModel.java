package org.provenote.tracking.entities;

/** A model that was logged to an experiment, MLflow's {@code LoggedModel}: a snapshot. */
public record LoggedModel(LoggedModelInfo info, LoggedModelData data) {}
