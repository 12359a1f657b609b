package org.provenote.server.wire;

import java.util.List;

/** A sample of one metric's points of several runs, run by run. */
public record SampledMetricHistoryResponse(List<MetricOfRun> metrics) {}
