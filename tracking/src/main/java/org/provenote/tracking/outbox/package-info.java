/**
 * The outbox: what makes a log call return at once and lose nothing. Log calls flow into an append-only file of this
 * process ({@link org.provenote.tracking.outbox.Journal}), which survives the process; one thread
 * ({@link org.provenote.tracking.outbox.Delivery}) carries its records, in order and in batches, to the store, and goes on
 * where it stopped. Records may be carried twice after a crash; every call that goes this way may be repeated without
 * harm, so the store has each exactly once.
 *
 * <p>The lock on the file is the sign of life: a file that nobody holds belonged to a process that is dead, and the next
 * one takes it over.
 */
@NullMarked
package org.provenote.tracking.outbox;

import org.jspecify.annotations.NullMarked;
