package org.provenote.provenance.rerun;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.provenote.provenance.notebook.NotebookCell;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.session.ExecutedCell;
import org.provenote.provenance.session.SessionRecord;

/**
 * What a rerun executes, in order.
 *
 * @param asExecuted whether these are the executions that the kernel recorded, edited and repeated cells among them; else
 *     they are the notebook's code cells from top to bottom
 */
public record Replay(List<ReplayedCell> cells, boolean asExecuted) {
    public Replay {
        cells = List.copyOf(cells);
    }

    /** The recorded executions where there are any, else the notebook's cells. */
    public static Replay of(Optional<SessionRecord> session, NotebookDocument notebook) {
        return session.map(SessionRecord::cells)
                .filter(cells -> !cells.isEmpty())
                .map(Replay::asExecuted)
                .orElseGet(() -> topToBottom(notebook));
    }

    private static Replay asExecuted(List<ExecutedCell> executed) {
        return new Replay(executed.stream().map(ReplayedCell::of).toList(), true);
    }

    private static Replay topToBottom(NotebookDocument notebook) {
        List<ReplayedCell> cells = new ArrayList<>();
        for (NotebookCell cell : notebook.cells()) {
            if (cell.isCode() && !cell.source().isBlank()) {
                cells.add(new ReplayedCell(cells.size() + 1, cell.id(), cell.source(), ExecutedCell.Outcome.OK));
            }
        }
        return new Replay(cells, false);
    }
}
