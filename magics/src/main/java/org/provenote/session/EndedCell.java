package org.provenote.session;

import org.jspecify.annotations.Nullable;

/**
 * A cell that has run.
 *
 * @param endTime milliseconds since the epoch
 * @param error what it failed with, {@code null} if it succeeded
 */
public record EndedCell(Cell cell, long endTime, @Nullable String error) {
    public boolean failed() {
        return error != null;
    }
}
