package org.provenote.tracking.entities;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a logged model is, without what was logged to it.
 *
 * @param modelId {@code m-} and 32 digits
 * @param creationTimestampMs milliseconds since the epoch
 * @param lastUpdatedTimestampMs milliseconds since the epoch
 * @param artifactUri where its files are
 * @param sourceRunId the run that made it
 */
public record LoggedModelInfo(
        String modelId,
        String experimentId,
        String name,
        long creationTimestampMs,
        long lastUpdatedTimestampMs,
        String artifactUri,
        LoggedModelStatus status,
        @Nullable String modelType,
        @Nullable String sourceRunId,
        @Nullable String statusMessage,
        List<LoggedModelTag> tags) {}
