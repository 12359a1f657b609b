package org.provenote.server.wire;

import org.provenote.tracking.entities.Experiment;

/** One experiment. */
public record ExperimentResponse(Experiment experiment) {}
