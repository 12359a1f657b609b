package org.provenote.tracking.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is committed from the log into the file while the writer goes on (decision 0057). By itself SQLite does so in the
 * commit that makes the log 1,000 pages long, which then takes several times as long as others; that one finds little left to do.
 * What fails here SQLite does in its turn, and says so. For one thread at a time.
 *
 * @see <a href="https://www.sqlite.org/pragma.html#pragma_wal_checkpoint">SQLite: PRAGMA wal_checkpoint</a>
 */
final class EarlyCheckpoints implements AutoCloseable {
    /** Between two looks at the log: a writer in a loop has added some hundreds of pages, and another is not made to work more. */
    private static final Duration APART = Duration.ofMillis(10);

    /** Pages in the log, not yet in the file, that are worth it: with each checkpoint the file is brought to the disk as well. */
    static final int WORTH_IT = 200;

    private static final CompletableFuture<@Nullable Void> DONE = CompletableFuture.completedFuture(null);

    private final Path database;
    private final ExecutorService beside = LoneThread.named("provenote-checkpoint");
    private CompletableFuture<@Nullable Void> underWay = DONE;
    private long lastLook = System.nanoTime();

    /** Of the thread beside, and of whoever has waited for that. */
    private @Nullable Session session;

    EarlyCheckpoints(Path database) {
        this.database = database;
    }

    /** To be called after each commit. Does not wait. */
    void consider() {
        long now = System.nanoTime();
        if (now - lastLook >= APART.toNanos() && underWay.isDone()) {
            lastLook = now;
            underWay = CompletableFuture.runAsync(this::look, beside).exceptionally(failure -> null);
        }
    }

    private void look() {
        try {
            Session known = session;
            if (known == null) {
                known = OpenFile.connect(database);
                session = known;
            }
            if (pagesLeft(known) >= WORTH_IT) {
                known.first("PRAGMA wal_checkpoint(PASSIVE)", row -> true);
            }
        } catch (SQLException e) {
            // SQLite tries again with the commit that makes the log long.
        }
    }

    private static int pagesLeft(Session session) throws SQLException {
        return session.first("PRAGMA wal_checkpoint(NOOP)", row -> row.getInt(2) - row.getInt(3))
                .orElse(0);
    }

    /** Ends when the checkpoint does that is under way. */
    @Override
    public void close() throws SQLException {
        underWay.join();
        Session last = session;
        session = null;
        if (last != null) {
            last.close();
        }
    }
}
