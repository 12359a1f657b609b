/** The server in front of another one. */
@NullMarked
package org.provenote.server.remote;

import org.jspecify.annotations.NullMarked;
