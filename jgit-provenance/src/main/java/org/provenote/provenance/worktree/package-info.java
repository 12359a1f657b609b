/**
 * The user's work tree: whether it is dirty, and a copy of what is modified or untracked.
 *
 * <p>A repository flows in; a verdict or {@link org.provenote.provenance.worktree.WorkTreeChanges} flows out. The index
 * is read, never written; filters are not run. Each object serves one look on one thread.
 */
@NullMarked
package org.provenote.provenance.worktree;

import org.jspecify.annotations.NullMarked;
