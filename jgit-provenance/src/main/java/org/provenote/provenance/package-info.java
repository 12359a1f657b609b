/**
 * What exactly ran: the state of the user's Git repository, and versions of the notebook kept out of the user's sight.
 *
 * <p>A folder or a notebook's path and content flow in; {@link org.provenote.provenance.GitState} and
 * {@link org.provenote.provenance.NotebookVersion} flow out. Everything is read and written by JGit within this
 * process: no program is started, and nothing the user sees in Git changes. All calls may come from any thread.
 */
@NullMarked
package org.provenote.provenance;

import org.jspecify.annotations.NullMarked;
