/**
 * The Java side of {@code provenote rerun}: restores what a run ran, and judges how it came out again. Kernels are started by
 * Jupyter's own client, in between. A run's name flows in, a {@link org.provenote.server.rerun.RerunPlan} flows out; the runs
 * that the kernel logged flow in, a {@link org.provenote.server.rerun.RerunReport} flows out.
 */
@NullMarked
package org.provenote.server.rerun;

import org.jspecify.annotations.NullMarked;
