package org.provenote.tracking.store;

import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.RunStatus;

/**
 * What to change of a run; {@code null} leaves a field as it is.
 *
 * @param endTime milliseconds since the epoch
 */
public record RunUpdate(
        @Nullable RunStatus status,
        @Nullable Long endTime,
        @Nullable String runName) {
    /** Ends a run. */
    public static RunUpdate ended(RunStatus status, long endTime) {
        return new RunUpdate(status, endTime, null);
    }
}
