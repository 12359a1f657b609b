package org.provenote.provenance.notebook;

import java.time.Instant;
import java.util.Optional;

/**
 * A cell of a saved notebook.
 *
 * @param id the cell's id; empty in notebooks before format 4.5
 * @param source its text, lines joined
 * @param outputs SHA-256 of its outputs without execution counts; empty when it has none, or was still running
 * @param executed when the kernel took up the execution that the outputs are of; empty where that was not written down, as
 *     nbclient does and JupyterLab only if it is told to
 */
public record NotebookCell(
        Optional<String> id, Kind kind, String source, Optional<String> outputs, Optional<Instant> executed) {

    /** Jupyter's kinds of cell. */
    public enum Kind {
        CODE,
        MARKDOWN,
        RAW
    }

    public boolean isCode() {
        return kind == Kind.CODE;
    }
}
