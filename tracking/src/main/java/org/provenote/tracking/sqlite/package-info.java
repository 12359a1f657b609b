/**
 * The embedded store: {@code mlflow.db}, a SQLite file in MLflow's own schema, so that MLflow reads and writes the same
 * file. What flows in are the calls of {@link org.provenote.tracking.store.TrackingStore}; each becomes one transaction of
 * {@link org.provenote.tracking.sqlite.Database}, and one class per table says which rows it touches.
 *
 * <p>One connection writes, a few read; any thread may call.
 */
@NullMarked
package org.provenote.tracking.sqlite;

import org.jspecify.annotations.NullMarked;
