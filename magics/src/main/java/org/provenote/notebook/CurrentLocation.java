package org.provenote.notebook;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The notebook's location, asked for anew beside each cell, because a notebook may be renamed while its kernel runs. */
public final class CurrentLocation {
    /** The first answer is waited for: a run must not go to the wrong experiment for want of it. */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    /** Later ones are all but always there; if not, the last answer stands. */
    private static final Duration LATER_WAIT = Duration.ofMillis(100);

    private final NotebookLocator locator;
    private final Executor beside;
    private volatile @Nullable NotebookLocation last;
    private volatile CompletableFuture<NotebookLocation> asked;

    public CurrentLocation(NotebookLocator locator, Executor beside, @Nullable String cellId) {
        this.locator = locator;
        this.beside = beside;
        this.asked = ask(cellId);
    }

    /** A cell starts: asks again, without waiting. */
    public void refresh(@Nullable String cellId) {
        if (asked.isDone()) {
            asked = ask(cellId);
        }
    }

    public NotebookLocation get() {
        NotebookLocation known = last;
        Duration wait = known == null ? FIRST_WAIT : LATER_WAIT;
        try {
            return asked.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Nobody knows, or not in time.
        }
        return known != null
                ? known
                : NotebookLocation.unknown(java.nio.file.Path.of("").toAbsolutePath());
    }

    /** A server that is going down no longer knows what it knew: that must not move the notebook. */
    private static NotebookLocation better(NotebookLocation found, @Nullable NotebookLocation before) {
        boolean less = before != null
                && found.source().compareTo(before.source()) > 0
                && before.file().filter(NotebookLocation::isNotebook).isPresent();
        return less ? before : found;
    }

    private CompletableFuture<NotebookLocation> ask(@Nullable String cellId) {
        return CompletableFuture.supplyAsync(
                () -> {
                    NotebookLocation found = better(locator.locate(cellId), last);
                    last = found;
                    return found;
                },
                beside);
    }
}
