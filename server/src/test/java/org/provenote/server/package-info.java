/** Servers on real ports over real SQLite files, spoken to over HTTP. */
@NullMarked
package org.provenote.server;

import org.jspecify.annotations.NullMarked;
