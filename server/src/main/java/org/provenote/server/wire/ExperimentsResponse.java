package org.provenote.server.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.Experiment;

/** A page of experiments; the token is {@code null} on the last. */
public record ExperimentsResponse(
        List<Experiment> experiments, @Nullable String nextPageToken) {}
