/**
 * What is different between two runs, or a run and now.
 *
 * <p>Two {@link org.provenote.provenance.diff.RunFacts} flow in, a {@link org.provenote.provenance.diff.RunDiff} flows out:
 * aspects with their changes, the smallest explanation first, and the notebooks cell by cell. Plain records, for a magic or
 * a page to render; any thread.
 */
@NullMarked
package org.provenote.provenance.diff;

import org.jspecify.annotations.NullMarked;
