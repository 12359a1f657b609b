package org.provenote.server.wire;

import org.provenote.tracking.entities.RunInfo;

/** One run without what was logged to it. */
public record RunInfoResponse(RunInfo runInfo) {}
