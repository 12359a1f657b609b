package org.provenote.notebook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.git.Deadline;

/**
 * The notebook's location, asked for anew beside each cell, because a notebook may be renamed while its kernel runs; and within a cell
 * where the notebook is no longer where it was.
 */
public final class CurrentLocation {
    /** Where there is no answer that could stand, one is waited for: a run must not go to the wrong experiment for want of it. */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    /** Else it is all but always there; if not, the last one stands. */
    private static final Duration LATER_WAIT = Duration.ofMillis(100);
    /** Within one cell: it may start many runs. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

    private final NotebookLocator locator;
    private final Executor beside;
    /** As far as it may stand for a later cell too. */
    private volatile @Nullable NotebookLocation last;

    private volatile CompletableFuture<NotebookLocation> asked;
    private volatile @Nullable String cellId;
    private volatile Deadline nextQuestion = Deadline.in(Duration.ZERO);

    public CurrentLocation(NotebookLocator locator, Executor beside, @Nullable String cellId) {
        this.locator = locator;
        this.beside = beside;
        this.cellId = cellId;
        this.asked = ask(CurrentLocation::better);
    }

    /** A cell starts: asks again, without waiting. */
    public void refresh(@Nullable String cellId) {
        this.cellId = cellId;
        if (asked.isDone()) {
            asked = ask(CurrentLocation::better);
        }
    }

    public NotebookLocation get() {
        NotebookLocation known = last;
        if (known != null && isGone(known) && asked.isDone() && nextQuestion.passed()) {
            nextQuestion = Deadline.in(BETWEEN_QUESTIONS);
            asked = ask(CurrentLocation::wherever);
        }
        Duration wait = known == null || isGone(known) ? FIRST_WAIT : LATER_WAIT;
        try {
            return asked.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Nobody knows, or not in time.
        }
        return known != null ? known : NotebookLocation.unknown(Path.of("").toAbsolutePath());
    }

    /** A server that is going down no longer knows what it knew: that must not move the notebook. */
    private static NotebookLocation better(NotebookLocation found, @Nullable NotebookLocation before) {
        boolean less = before != null
                && found.source().compareTo(before.source()) > 0
                && before.file().filter(NotebookLocation::isNotebook).isPresent();
        return less ? before : found;
    }

    private static boolean isGone(NotebookLocation known) {
        return known.file().filter(file -> !NotebookLocation.isNotebook(file)).isPresent();
    }

    /** Jupyter moves the file before it says so, and a deleted notebook has no other place. */
    private static NotebookLocation wherever(NotebookLocation found, @Nullable NotebookLocation before) {
        return before != null && found.file().isEmpty() ? before : found;
    }

    private CompletableFuture<NotebookLocation> ask(BinaryOperator<@Nullable NotebookLocation> choice) {
        return CompletableFuture.supplyAsync(
                () -> {
                    NotebookLocation found = choice.apply(locator.locate(cellId), last);
                    last = found.source().outlivesItsCell() ? found : null;
                    return found;
                },
                beside);
    }
}
