package org.provenote.provenance;

import java.util.Optional;
import org.provenote.provenance.worktree.WorkTreeChanges;

/**
 * A notebook version that was saved together with the work tree around it.
 *
 * @param version its commit's tree is the work tree as it was, the notebook with the given content
 * @param changes how the work tree differed from the commit; empty when only the notebook was saved
 * @param whyAlone why only the notebook was saved although there is a work tree, in the words for the user
 */
public record SavedState(NotebookVersion version, Optional<WorkTreeChanges> changes, Optional<String> whyAlone) {
    static SavedState whole(NotebookVersion version, WorkTreeChanges changes) {
        return new SavedState(version, Optional.of(changes), Optional.empty());
    }

    static SavedState alone(NotebookVersion version, Optional<String> why) {
        return new SavedState(version, Optional.empty(), why);
    }
}
