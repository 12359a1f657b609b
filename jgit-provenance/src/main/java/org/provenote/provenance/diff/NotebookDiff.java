package org.provenote.provenance.diff;

import java.util.List;
import org.provenote.provenance.notebook.NotebookDocument;

/**
 * Two notebooks cell by cell.
 *
 * @param cells all cells, unchanged ones too, in the later notebook's order, removed ones where they stood; without empty ones
 *     that came or went
 */
public record NotebookDiff(List<CellChange> cells) {
    public NotebookDiff {
        cells = List.copyOf(cells);
    }

    public static NotebookDiff of(NotebookDocument before, NotebookDocument after) {
        return new NotebookDiff(new CellAligner(before.cells(), after.cells()).align());
    }

    /** The cells whose text or place changed. */
    public List<CellChange> changed() {
        return cells.stream()
                .filter(cell -> cell.kind() != CellChange.Kind.SAME)
                .toList();
    }

    /** How many lines were removed or added in all. */
    public int size() {
        return cells.stream().mapToInt(CellChange::size).sum();
    }
}
