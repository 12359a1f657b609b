package org.provenote.provenance;

import java.util.Optional;
import org.provenote.provenance.worktree.WorkTreeChanges;

/**
 * A notebook version that was saved together with the work tree around it.
 *
 * @param version its commit's tree is the work tree as it was, the notebook with the given content
 * @param changes how the work tree differed from the commit; empty when only the notebook was saved, for want of a work
 *     tree or because it could not be read
 */
public record SavedState(NotebookVersion version, Optional<WorkTreeChanges> changes) {}
