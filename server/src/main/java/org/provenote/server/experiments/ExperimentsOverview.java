package org.provenote.server.experiments;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the active experiments, by their last runs, the newest first.
 *
 * @param nextPageToken {@code null} on the last page
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExperimentsOverview(
        @JsonInclude(JsonInclude.Include.ALWAYS) List<ExperimentOverview> experiments,
        @Nullable String nextPageToken) {}
