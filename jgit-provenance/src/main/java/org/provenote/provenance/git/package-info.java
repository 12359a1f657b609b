/**
 * JGit as we use it: no process, no file outside a repository's own objects and our refs, little memory.
 *
 * <p>Repositories are opened by {@link org.provenote.provenance.git.GitFolder} and closed by whoever opened them.
 */
@NullMarked
package org.provenote.provenance.git;

import org.jspecify.annotations.NullMarked;
