package org.provenote.server.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** Points of one metric of several runs, run by run. Written even when it is empty, unlike protobuf's lists. */
public record BulkMetricHistoryResponse(
        @JsonInclude(JsonInclude.Include.ALWAYS) List<MetricOfRun> metrics) {}
