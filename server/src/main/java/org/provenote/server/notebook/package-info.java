/**
 * What the sidebar asks of one notebook: its runs, wherever they were logged; and what it tells of notebooks that were seen, moved
 * or deleted, whose experiments follow. Neither makes a store that is not there.
 */
@NullMarked
package org.provenote.server.notebook;

import org.jspecify.annotations.NullMarked;
