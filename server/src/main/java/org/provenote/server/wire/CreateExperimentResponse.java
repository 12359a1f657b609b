package org.provenote.server.wire;

/** The id of a new experiment. */
public record CreateExperimentResponse(String experimentId) {}
