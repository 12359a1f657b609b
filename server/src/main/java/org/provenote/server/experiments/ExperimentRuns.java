package org.provenote.server.experiments;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Run;

/**
 * One page of an experiment's active runs, newest first.
 *
 * @param nextPageToken {@code null} on the last page
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExperimentRuns(
        Experiment experiment,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<Run> runs,
        @Nullable String nextPageToken) {}
