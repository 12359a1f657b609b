/**
 * What the sidebar asks: the runs of one notebook, wherever they were logged. Reading never makes a store that is not there.
 */
@NullMarked
package org.provenote.server.notebook;

import org.jspecify.annotations.NullMarked;
