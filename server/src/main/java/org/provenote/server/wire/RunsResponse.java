package org.provenote.server.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.Run;

/** A page of runs; the token is {@code null} on the last. */
public record RunsResponse(List<Run> runs, @Nullable String nextPageToken) {}
