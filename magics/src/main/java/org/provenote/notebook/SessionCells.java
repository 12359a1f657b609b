package org.provenote.notebook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.session.ExecutedCell;
import org.provenote.provenance.session.ExecutedCell.Outcome;
import org.provenote.provenance.session.SessionRecord;
import org.provenote.session.Cell;
import org.provenote.session.EndedCell;

/** Every cell that this kernel has executed, in order, with the run that each belongs to. Thread-safe. */
public final class SessionCells {
    private record Ended(EndedCell cell, Optional<String> runId) {}

    private final List<Ended> ended = new ArrayList<>();
    private @Nullable Cell running;
    private Optional<String> lastRun = Optional.empty();

    /** @param earlier the cells that ran before anything was tracked, oldest first */
    public SessionCells(List<EndedCell> earlier, @Nullable Cell running) {
        earlier.forEach(cell -> ended.add(new Ended(cell, Optional.empty())));
        this.running = running;
    }

    public synchronized void starting(Cell cell) {
        running = cell;
        lastRun = Optional.empty();
    }

    /** A run started, or ended, in the running cell. */
    public synchronized void touchedBy(String runId) {
        lastRun = Optional.of(runId);
    }

    /** @param activeRun the run that goes on after the cell */
    public synchronized void ended(EndedCell cell, Optional<String> activeRun) {
        ended.add(new Ended(cell, lastRun.or(() -> activeRun)));
        running = null;
        lastRun = Optional.empty();
    }

    /** The record up to now, with the running cell as its last. */
    public synchronized SessionRecord record(String kernel, Optional<String> notebook) {
        List<ExecutedCell> cells = new ArrayList<>();
        for (Ended cell : ended) {
            cells.add(recorded(cells.size() + 1, cell.cell(), cell.runId()));
        }
        if (running != null) {
            cells.add(stillRunning(cells.size() + 1, running));
        }
        return new SessionRecord(kernel, notebook, Instant.now(), cells);
    }

    private ExecutedCell stillRunning(int number, Cell cell) {
        Instant start = Instant.ofEpochMilli(cell.startTime());
        return new ExecutedCell(
                number,
                Optional.ofNullable(cell.cellId()),
                cell.source(),
                start,
                Duration.between(start, Instant.now()),
                Outcome.RUNNING,
                Optional.empty(),
                lastRun);
    }

    private static ExecutedCell recorded(int number, EndedCell cell, Optional<String> runId) {
        return new ExecutedCell(
                number,
                Optional.ofNullable(cell.cell().cellId()),
                cell.cell().source(),
                Instant.ofEpochMilli(cell.cell().startTime()),
                Duration.ofMillis(cell.endTime() - cell.cell().startTime()),
                cell.failed() ? Outcome.ERROR : Outcome.OK,
                Optional.ofNullable(cell.error()),
                runId);
    }
}
