package org.provenote.server.experiments;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.RunInfo;

/**
 * An experiment in a list.
 *
 * @param runs how many active runs it has, {@code null} where the store cannot tell without reading them all
 * @param lastRun the run that started last, {@code null} where there is none; where {@code runs} is {@code null} too, the
 *     store cannot tell by a few requests
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExperimentOverview(
        String experimentId,
        String name,
        @Nullable Long runs,
        @Nullable RunInfo lastRun) {}
