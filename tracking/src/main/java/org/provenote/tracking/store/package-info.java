/**
 * Where runs are kept: the {@link org.provenote.tracking.store.TrackingStore} contract, what its calls take, and how a
 * tracking URI becomes a store. Implementations live in packages that user code never sees and are found by
 * {@link java.util.ServiceLoader}.
 */
@NullMarked
package org.provenote.tracking.store;

import org.jspecify.annotations.NullMarked;
