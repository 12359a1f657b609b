/**
 * Whether a run that was executed again came out as before: params, metrics and notebooks of both flow in, a
 * {@link org.provenote.provenance.rerun.RerunVerdict} flows out. Records; any thread.
 */
@NullMarked
package org.provenote.provenance.rerun;

import org.jspecify.annotations.NullMarked;
