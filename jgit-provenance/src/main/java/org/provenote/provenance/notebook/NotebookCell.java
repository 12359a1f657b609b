package org.provenote.provenance.notebook;

import java.util.Optional;

/**
 * A cell of a saved notebook.
 *
 * @param id the cell's id; empty in notebooks before format 4.5
 * @param source its text, lines joined
 * @param outputs SHA-256 of its outputs without execution counts; empty when it has none, or was still running
 */
public record NotebookCell(Optional<String> id, Kind kind, String source, Optional<String> outputs) {

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
