package org.provenote.tracking.entities;

import org.jspecify.annotations.Nullable;

/** A dataset that runs of an experiment used, with the context of its use. */
public record DatasetSummary(
        String experimentId,
        String name,
        String digest,
        @Nullable String context) {}
