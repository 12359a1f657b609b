package org.provenote.server.wire;

import java.util.List;
import org.provenote.tracking.entities.DatasetSummary;

/** The datasets of some experiments. */
public record DatasetSummariesResponse(List<DatasetSummary> datasetSummaries) {}
