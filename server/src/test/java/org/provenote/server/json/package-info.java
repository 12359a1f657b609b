/** The server's JSON. */
@NullMarked
package org.provenote.server.json;

import org.jspecify.annotations.NullMarked;
