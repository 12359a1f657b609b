/**
 * What a run is called that got no name, or whose name stands in two places, and the ids of what is
 * new; by MLflow's rules and with MLflow's words.
 */
@NullMarked
package org.provenote.tracking.naming;

import org.jspecify.annotations.NullMarked;
