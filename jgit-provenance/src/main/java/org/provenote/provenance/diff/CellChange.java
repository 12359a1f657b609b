package org.provenote.provenance.diff;

import java.util.List;
import java.util.Optional;
import org.provenote.provenance.notebook.NotebookCell;

/**
 * What became of one cell.
 *
 * @param position of the cell before and after, from 1; empty where it is not there
 * @param lines of its text, for {@link Kind#EDITED} and {@link Kind#MOVED} with what was removed and added
 * @param outputsChanged whether its outputs differ; an effect, so it counts for no explanation
 */
public record CellChange(
        Kind kind,
        Optional<Integer> positionBefore,
        Optional<Integer> positionAfter,
        Optional<String> cellId,
        NotebookCell.Kind cellKind,
        List<Line> lines,
        boolean outputsChanged) {

    /** How its text and place changed. */
    public enum Kind {
        SAME,
        EDITED,
        ADDED,
        REMOVED,
        /** It stands elsewhere, its text perhaps edited. */
        MOVED
    }

    /** How many lines were removed or added; a move counts as one more. */
    public int size() {
        int moved = kind == Kind.MOVED ? 1 : 0;
        return moved + (int) lines.stream().filter(Line::isChange).count();
    }
}
