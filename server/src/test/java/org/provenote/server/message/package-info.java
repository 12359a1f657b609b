/** How requests are read. */
@NullMarked
package org.provenote.server.message;

import org.jspecify.annotations.NullMarked;
