/**
 * What to execute to repeat a run, and whether it came out as before: a session's record flows in, a
 * {@link org.provenote.provenance.rerun.Replay} flows out; params, metrics and notebooks of both runs flow in, a
 * {@link org.provenote.provenance.rerun.RerunVerdict} flows out. Records; any thread.
 */
@NullMarked
package org.provenote.provenance.rerun;

import org.jspecify.annotations.NullMarked;
