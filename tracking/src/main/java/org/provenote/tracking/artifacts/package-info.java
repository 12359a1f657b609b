/**
 * A run's artifacts in a local folder, and what every place of artifacts needs; those behind an MLflow server are
 * {@code tracking.rest}'s. Paths from a user, a server or a store flow in; none reaches a file outside the artifact root, which one class checks, on the resolved path, where the file is
 * opened. Any thread may call.
 */
@NullMarked
package org.provenote.tracking.artifacts;

import org.jspecify.annotations.NullMarked;
