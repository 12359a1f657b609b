package org.provenote.session;

import org.jspecify.annotations.Nullable;

/**
 * A cell as the kernel received it.
 *
 * @param messageId id of the execute request
 * @param cellId the front end's id of the cell, {@code null} where it sends none
 * @param source exactly as the user wrote it
 * @param startTime milliseconds since the epoch
 */
public record Cell(String messageId, @Nullable String cellId, String source, long startTime) {}
