/**
 * What MLflow's routes answer, by MLflow's field names. With {@code org.provenote.tracking.entities} the one description of
 * the wire: {@code labextension/src/wire.ts} is generated from these records.
 */
@NullMarked
package org.provenote.server.wire;

import org.jspecify.annotations.NullMarked;
