/**
 * How a kernel of the IJava family is started with Provenote in it. Each {@code main} builds its kernel as that kernel's own
 * would, hooks it, connects it to Jupyter, and exits when Jupyter says so: one JVM, complete from the first cell.
 *
 * <p>In: a connection file, the cells that arrive over it. Out: the cells' outcomes, to a session that is loaded from
 * {@code lib} behind a class loader of its own, so that no library of ours stands in the way of the user's.
 */
@NullMarked
package org.provenote.kernel;

import org.jspecify.annotations.NullMarked;
