package org.provenote.tracking.entities;

import org.jspecify.annotations.Nullable;

/**
 * What a list of experiments says of each one's active runs.
 *
 * @param count how many there are, {@code null} where the store cannot tell without reading them all
 * @param last the one that started last, {@code null} where there is none; where the count is {@code null} too, the store
 *     cannot tell by a few requests
 */
public record RunsOfExperiment(
        String experimentId, @Nullable Long count, @Nullable RunInfo last) {}
