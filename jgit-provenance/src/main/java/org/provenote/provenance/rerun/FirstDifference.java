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
        /** The cell's outputs are others than those saved in the notebook. */
        OUTPUT,
        /** The original logged a value in this cell that came out differently. */
        LOGGED_VALUE
    }

    /**
     * By outputs, where a notebook was saved with them. Cells with {@code %mlflow} are passed over: they name runs. A cell that ran
     * several times has the outputs of the last time.
     *
     * @param before notebooks with outputs of then, the most trusted first
     * @param again what was executed: its code cells are those of {@code replay}
     */
    public static Optional<FirstDifference> byOutput(
            Replay replay, List<NotebookDocument> before, NotebookDocument again) {
        List<NotebookCell> executed =
                again.cells().stream().filter(NotebookCell::isCode).toList();
        int comparable = Math.min(executed.size(), replay.cells().size());
        return IntStream.range(0, comparable)
                .filter(i -> differs(replay, i, before, executed.get(i)))
                .mapToObj(i -> new FirstDifference(replay.cells().get(i), Reason.OUTPUT))
                .findFirst();
    }

    /**
     * By what was logged: the cell that ran when the first of {@code moments} passed, else the first one of the run.
     *
     * @param moments when values were logged that came out differently
     */
    public static Optional<FirstDifference> byValue(
            Replay replay, SessionRecord session, String runId, List<Instant> moments) {
        Stream<ExecutedCell> byTime =
                session.cells().stream().filter(cell -> moments.stream().anyMatch(moment -> covers(cell, moment)));
        Stream<ExecutedCell> byRun = session.cells().stream()
                .filter(cell -> cell.runId().filter(runId::equals).isPresent());
        return Stream.concat(byTime, byRun)
                .findFirst()
                .flatMap(cell -> replay.cells().stream()
                        .filter(replayed -> replayed.number() == cell.number())
                        .findFirst())
                .map(cell -> new FirstDifference(cell, Reason.LOGGED_VALUE));
    }

    /** Of two the one that ran earlier; of one cell, what its output tells. */
    public static Optional<FirstDifference> earliest(
            Optional<FirstDifference> byOutput, Optional<FirstDifference> byValue) {
        return Stream.concat(byOutput.stream(), byValue.stream())
                .min(Comparator.comparingInt(found -> found.cell().number()));
    }

    private static boolean differs(Replay replay, int index, List<NotebookDocument> before, NotebookCell now) {
        ReplayedCell cell = replay.cells().get(index);
        if (cell.namesRuns() || isRepeatedAfter(replay, index)) {
            return false;
        }
        return before.stream()
                .flatMap(notebook -> notebook.cells().stream())
                .filter(old -> old.outputs().isPresent() && isSame(cell, old))
                .findFirst()
                .filter(old -> !old.outputs().equals(now.outputs()))
                .isPresent();
    }

    private static boolean isRepeatedAfter(Replay replay, int index) {
        Optional<String> id = replay.cells().get(index).cellId();
        return id.isPresent()
                && replay.cells().stream()
                        .skip(index + 1L)
                        .anyMatch(later -> later.cellId().equals(id));
    }

    private static boolean isSame(ReplayedCell cell, NotebookCell saved) {
        boolean sameId =
                cell.cellId().isEmpty() || saved.id().isEmpty() || cell.cellId().equals(saved.id());
        return saved.isCode() && sameId && saved.source().equals(cell.source());
    }

    /** A metric is logged to the millisecond, and so are cells. */
    private static boolean covers(ExecutedCell cell, Instant moment) {
        Instant start = cell.start().minusMillis(1);
        return !moment.isBefore(start)
                && !moment.isAfter(cell.start().plus(cell.duration()).plusMillis(1));
    }
}
