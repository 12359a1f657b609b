/** One description of the wire, two languages. */
@NullMarked
package org.provenote.server.wire;

import org.jspecify.annotations.NullMarked;
