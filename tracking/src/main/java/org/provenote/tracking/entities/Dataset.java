package org.provenote.tracking.entities;

import org.jspecify.annotations.Nullable;

/**
 * A dataset, by MLflow's description of it.
 *
 * @param digest short fingerprint of the content, at most 36 characters
 * @param sourceType such as {@code local}, {@code http}, {@code code}
 * @param source where it came from, JSON by MLflow's convention
 * @param schema its columns, JSON
 * @param profile its statistics, JSON
 */
public record Dataset(
        String name,
        String digest,
        String sourceType,
        String source,
        @Nullable String schema,
        @Nullable String profile) {}
