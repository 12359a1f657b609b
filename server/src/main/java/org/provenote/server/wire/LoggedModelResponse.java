package org.provenote.server.wire;

import org.provenote.tracking.entities.LoggedModel;

/** One logged model. */
public record LoggedModelResponse(LoggedModel model) {}
