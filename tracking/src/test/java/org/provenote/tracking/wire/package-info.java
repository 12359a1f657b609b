/** What goes over the wire. */
@NullMarked
package org.provenote.tracking.wire;

import org.jspecify.annotations.NullMarked;
