/**
 * The public face: what a notebook or a program uses to record runs.
 *
 * <p>Calls flow from {@link org.provenote.tracking.MlflowContext} over {@link org.provenote.tracking.ActiveRun} to
 * {@link org.provenote.tracking.MlflowClient}, which hands them to a {@link org.provenote.tracking.store.TrackingStore}.
 * Every class here may be used from any thread.
 */
@NullMarked
package org.provenote.tracking;

import org.jspecify.annotations.NullMarked;
