package org.provenote.server.wire;

/** A point of a metric, with the run it belongs to. */
public record MetricOfRun(String key, double value, long timestamp, long step, String runId) {}
