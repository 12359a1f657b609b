/**
 * What is kept of how one run came about, read again: its notebook's version, its executed cells, its environment.
 *
 * <p>A {@link org.provenote.provenance.run.RecordedRun} flows in, whatever tracks it; a
 * {@link org.provenote.provenance.diff.RunDiff}, a notebook or restored files flow out. Tags are somebody's word, so a path in
 * one is followed below the root only. Instances hold nothing open; any thread.
 */
@NullMarked
package org.provenote.provenance.run;

import org.jspecify.annotations.NullMarked;
