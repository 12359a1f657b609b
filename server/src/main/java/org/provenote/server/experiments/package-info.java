/** What our web pages ask: the experiments of a store, and the runs of one. Reading never makes a store that is not there. */
@NullMarked
package org.provenote.server.experiments;

import org.jspecify.annotations.NullMarked;
