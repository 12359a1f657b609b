/** Runs as a table of plain text, for a terminal of any width. */
@NullMarked
package org.provenote.server.table;

import org.jspecify.annotations.NullMarked;
