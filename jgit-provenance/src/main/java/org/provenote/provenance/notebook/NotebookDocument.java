package org.provenote.provenance.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The cells of a saved notebook, in its order.
 *
 * @see <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">the notebook format</a>
 */
public record NotebookDocument(List<NotebookCell> cells) {
    /** Of a saved notebook that is read whole, in bytes. */
    public static final int LARGEST = 50 << 20;

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

    /** Whether a cell of this one is a cell of the other too, by its id, whatever was edited since. */
    public boolean sharesCellsWith(NotebookDocument other) {
        Set<String> ids =
                other.cells.stream().flatMap(cell -> cell.id().stream()).collect(Collectors.toSet());
        return cells.stream().flatMap(cell -> cell.id().stream()).anyMatch(ids::contains);
    }

    /** Whether one of its cells has this id. */
    public boolean hasCell(String id) {
        return cells.stream().anyMatch(cell -> cell.id().filter(id::equals).isPresent());
    }

    /** As {@link #parse}; empty if it is no such notebook. */
    public static Optional<NotebookDocument> of(byte[] content) {
        try {
            return Optional.of(parse(content));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The notebook saved in a file; empty if it cannot be read, is none, or is larger than versions that are read. */
    public static Optional<NotebookDocument> at(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            return Optional.of(parse(Files.readAllBytes(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
