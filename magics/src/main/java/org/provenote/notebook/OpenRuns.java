package org.provenote.notebook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.session.Cell;
import org.provenote.tracking.ActiveRun;

/** The runs that have started and not ended, with the cell that started each. Thread-safe. */
public final class OpenRuns {
    /** @param startedIn {@code null} for a run that was started beside the cells */
    private record OpenRun(ActiveRun run, @Nullable Cell startedIn) {}

    private final Deque<OpenRun> newestFirst = new ArrayDeque<>();

    public synchronized void add(ActiveRun run, @Nullable Cell startedIn) {
        newestFirst.push(new OpenRun(run, startedIn));
    }

    /** The open run of that id, which no longer counts as open. */
    public synchronized Optional<ActiveRun> close(String runId) {
        Optional<ActiveRun> closed = newestFirst.stream()
                .map(OpenRun::run)
                .filter(run -> run.getId().equals(runId))
                .findFirst();
        newestFirst.removeIf(open -> open.run().getId().equals(runId));
        return closed;
    }

    /** The run started last. */
    public synchronized Optional<ActiveRun> newest() {
        return Optional.ofNullable(newestFirst.peek()).map(OpenRun::run);
    }

    /** The run that a cell started last. */
    public synchronized Optional<ActiveRun> newestOfCells() {
        return newestFirst.stream()
                .filter(open -> open.startedIn() != null)
                .findFirst()
                .map(OpenRun::run);
    }

    /** Every open run, newest first. */
    public synchronized List<ActiveRun> all() {
        List<ActiveRun> runs = new ArrayList<>();
        newestFirst.forEach(open -> runs.add(open.run()));
        return runs;
    }

    /** The open runs that {@code cell} started, newest first. */
    public synchronized List<ActiveRun> startedIn(Cell cell) {
        return newestFirst.stream()
                .filter(open -> open.startedIn() == cell)
                .map(OpenRun::run)
                .toList();
    }
}
