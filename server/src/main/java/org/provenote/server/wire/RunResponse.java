package org.provenote.server.wire;

import org.provenote.tracking.entities.Run;

/** One run with all that was logged to it. */
public record RunResponse(Run run) {}
