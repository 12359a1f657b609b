package org.provenote.provenance.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The cells of a saved notebook, in its order.
 *
 * @see <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">the notebook format</a>
 */
public record NotebookDocument(List<NotebookCell> cells) {
    public NotebookDocument {
        cells = List.copyOf(cells);
    }

    /**
     * Reads a notebook of format 4.
     *
     * @throws IOException if the bytes are no such notebook
     */
    public static NotebookDocument parse(byte[] content) throws IOException {
        return NotebookReader.read(content);
    }

    /** The notebook saved in a file; empty if it cannot be read, or is none. */
    public static Optional<NotebookDocument> at(Path file) {
        try {
            return Optional.of(parse(Files.readAllBytes(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
