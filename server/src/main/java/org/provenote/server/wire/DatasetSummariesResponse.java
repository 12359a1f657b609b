package org.provenote.server.wire;

import java.util.List;

/** The datasets of some experiments. */
public record DatasetSummariesResponse(List<DatasetSummary> datasetSummaries) {}
