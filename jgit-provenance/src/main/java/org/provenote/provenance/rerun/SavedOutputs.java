package org.provenote.provenance.rerun;

import java.time.Instant;
import java.util.Optional;
import org.provenote.provenance.notebook.NotebookCell;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.session.ExecutedCell;

/**
 * A notebook as it was once saved or open, with outputs of executions of then, or of earlier ones.
 *
 * @param complete until when every execution of the session shows in it, as in one that was open; empty of a file, whose
 *     outputs count only where it says when their cells were executed
 */
public record SavedOutputs(NotebookDocument notebook, Optional<Instant> complete) {

    /** The outputs of that very execution, as {@link NotebookCell#outputs}; empty where they are not known to be of it. */
    Optional<String> of(ExecutedCell cell) {
        return notebook.cells().stream()
                .filter(saved -> saved.isCode() && isSame(cell, saved) && showsExecution(cell, saved))
                .flatMap(saved -> saved.outputs().stream())
                .findFirst();
    }

    private static boolean isSame(ExecutedCell cell, NotebookCell saved) {
        boolean sameId =
                cell.cellId().isEmpty() || saved.id().isEmpty() || cell.cellId().equals(saved.id());
        return sameId && saved.source().equals(cell.source());
    }

    private boolean showsExecution(ExecutedCell cell, NotebookCell saved) {
        return saved.executed()
                .map(cell::covers)
                .orElseGet(() -> complete.filter(cell::hasEndedBy).isPresent());
    }
}
