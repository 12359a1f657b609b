package org.provenote.server.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.Metric;

/** A metric's points, oldest first; the token is {@code null} on the last page. */
public record MetricHistoryResponse(
        List<Metric> metrics, @Nullable String nextPageToken) {}
