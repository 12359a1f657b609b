package org.provenote.provenance.rerun;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.provenote.provenance.notebook.NotebookCell;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.session.ExecutedCell;
import org.provenote.provenance.session.SessionRecord;

/**
 * The first executed cell that came out differently.
 *
 * @param reason what tells so
 */
public record FirstDifference(ReplayedCell cell, Reason reason) {

    /** How a difference shows. */
    public enum Reason {
        /** The cell's outputs are others than they were then. */
        OUTPUT,
        /** The original logged a value in this cell that came out differently. */
        LOGGED_VALUE,
        /** The original ended in this cell, as finished or failed, and the rerun otherwise. */
        STATUS
    }

    /**
     * By outputs, where they are known. Cells with {@code %mlflow} are passed over: they name runs. A cell that ran several
     * times has the outputs of the last time.
     *
     * @param before notebooks with outputs of then, the most telling first
     * @param again what was executed: its code cells are those of the session
     */
    public static Optional<FirstDifference> byOutput(
            SessionRecord session, List<SavedOutputs> before, NotebookDocument again) {
        List<NotebookCell> executed =
                again.cells().stream().filter(NotebookCell::isCode).toList();
        int comparable = Math.min(executed.size(), session.cells().size());
        return IntStream.range(0, comparable)
                .filter(i -> differs(session, i, before, executed.get(i)))
                .mapToObj(
                        i -> new FirstDifference(ReplayedCell.of(session.cells().get(i)), Reason.OUTPUT))
                .findFirst();
    }

    /**
     * By what was logged: the cell that ran when the first of {@code moments} passed, else the first one of the run.
     *
     * @param moments when values were logged that came out differently
     */
    public static Optional<FirstDifference> byValue(SessionRecord session, String runId, List<Instant> moments) {
        Stream<ExecutedCell> byTime =
                session.cells().stream().filter(cell -> moments.stream().anyMatch(cell::covers));
        Stream<ExecutedCell> byRun = session.cells().stream()
                .filter(cell -> cell.runId().filter(runId::equals).isPresent());
        return Stream.concat(byTime, byRun)
                .findFirst()
                .map(cell -> new FirstDifference(ReplayedCell.of(cell), Reason.LOGGED_VALUE));
    }

    /** By how the run ended: the last cell that was its. */
    public static Optional<FirstDifference> byStatus(SessionRecord session, String runId) {
        return session.cells().stream()
                .filter(cell -> cell.runId().filter(runId::equals).isPresent())
                .reduce((earlier, later) -> later)
                .map(cell -> new FirstDifference(ReplayedCell.of(cell), Reason.STATUS));
    }

    /** Of several the one that ran earliest; of one cell, what stands first. */
    public static Optional<FirstDifference> earliest(Stream<FirstDifference> differences) {
        return differences.min(Comparator.comparingInt(found -> found.cell().number()));
    }

    private static boolean differs(SessionRecord session, int index, List<SavedOutputs> before, NotebookCell now) {
        ExecutedCell cell = session.cells().get(index);
        if (ReplayedCell.of(cell).namesRuns() || isRepeatedAfter(session, index)) {
            return false;
        }
        return before.stream()
                .flatMap(saved -> saved.of(cell).stream())
                .findFirst()
                .filter(then -> !now.outputs().equals(Optional.of(then)))
                .isPresent();
    }

    private static boolean isRepeatedAfter(SessionRecord session, int index) {
        Optional<String> id = session.cells().get(index).cellId();
        return id.isPresent()
                && session.cells().stream()
                        .skip(index + 1L)
                        .anyMatch(later -> later.cellId().equals(id));
    }
}
