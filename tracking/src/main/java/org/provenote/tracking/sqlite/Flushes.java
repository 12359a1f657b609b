package org.provenote.tracking.sqlite;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Brings commits to the disk, of which at most one is still on its way there when its writer goes on (decision 0056). For one
 * thread at a time.
 */
final class Flushes {
    private static final System.Logger LOG = System.getLogger("provenote");

    private static final CompletableFuture<@Nullable SQLException> DONE = CompletableFuture.completedFuture(null);

    private final Flush flush;
    private final ExecutorService beside = LoneThread.named("provenote-flush");
    private CompletableFuture<@Nullable SQLException> underWay = DONE;

    Flushes(Flush flush) {
        this.flush = flush;
    }

    /** Returns once all that was written before is on the disk. */
    interface Flush {
        void run() throws SQLException;
    }

    /** Has what was written by now brought to the disk, and returns once all is there that was to be brought before. */
    void begin() throws SQLException {
        CompletableFuture<@Nullable SQLException> before = underWay;
        // Asked for already, so that the disk has it without waiting for this thread.
        underWay = CompletableFuture.supplyAsync(this::failure, beside);
        join(before);
    }

    /** Returns once all that was written by now is on the disk. */
    void now() throws SQLException {
        await();
        flush.run();
    }

    /** Returns once all is on the disk that was to be brought there; also to a thread that is interrupted. */
    void await() throws SQLException {
        CompletableFuture<@Nullable SQLException> last = underWay;
        underWay = DONE;
        join(last);
    }

    private static void join(CompletableFuture<@Nullable SQLException> flush) throws SQLException {
        SQLException failure = flush.join();
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable SQLException failure() {
        try {
            flush.run();
            return null;
        } catch (SQLException e) {
            // The next write says so too, if there is one.
            LOG.log(System.Logger.Level.WARNING, "What was written last may not be on the disk: " + e.getMessage());
            return e;
        }
    }
}
