package org.provenote.tracking.store;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * One file of artifacts, opened: what it says of itself is true of what is read from it, whatever takes its place meanwhile.
 *
 * @param size in bytes
 * @param modified when it was last written; empty where the storage does not say
 * @param content its bytes; the caller closes
 */
public record ArtifactFile(long size, Optional<Instant> modified, InputStream content) {}
