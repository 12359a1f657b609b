package org.provenote.tracking.outbox;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Run;

/**
 * One try at making a run in the store, or at reading one, while its caller waits a moment. A refusal is the caller's to hear
 * while he waits, and the delivery's to report after.
 */
final class Attempt {
    private final AtomicBoolean attended = new AtomicBoolean(true);
    private final CompletableFuture<Void> recorded = new CompletableFuture<>();
    private final CompletableFuture<Run> outcome;

    /**
     * Begins once {@link #recorded()} is called.
     *
     * @param refused told when the caller hears of a refusal, so that nobody else has to
     */
    Attempt(Supplier<Run> call, Runnable refused, Executor threads) {
        this.outcome = recorded.thenApplyAsync(
                written -> {
                    try {
                        return call.get();
                    } catch (RuntimeException e) {
                        if (!Trouble.isNobodysFault(e) && attended.compareAndSet(true, false)) {
                            refused.run();
                        }
                        throw e;
                    }
                },
                threads);
    }

    /** The run's record is in the outbox. */
    void recorded() {
        recorded.complete(null);
    }

    /** The run's record may not be in the outbox, so that only who finds it there makes the run. */
    void cancel() {
        recorded.cancel(false);
    }

    /**
     * For the caller: the run, or nothing if there is no answer in time.
     *
     * @throws MlflowException what the store said, or why it cannot be reached
     */
    Optional<Run> await(Duration patience) {
        try {
            return Optional.of(outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            // Of a refusal at this very moment the caller has to hear.
            return attended.compareAndSet(true, false) ? Optional.empty() : await(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            attended.set(false);
            return Optional.empty();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** For the delivery: waits for the end. */
    void join() {
        outcome.handle((run, failure) -> run).join();
    }
}
