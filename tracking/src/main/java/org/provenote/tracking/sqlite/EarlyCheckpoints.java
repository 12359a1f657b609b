package org.provenote.tracking.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is committed from the log into the file while a writer in a loop goes on (decision 0057). By itself SQLite does so in
 * the commit that makes the log 1,000 pages long, which then takes several times as long as others; that one finds little left to
 * do. For one thread at a time.
 *
 * @see <a href="https://www.sqlite.org/pragma.html#pragma_wal_checkpoint">SQLite: PRAGMA wal_checkpoint</a>
 */
final class EarlyCheckpoints {
    private static final System.Logger LOG = System.getLogger("provenote");

    /** Commits that are closer come from a loop. Between two looks at the log it has then grown by some hundreds of pages. */
    static final Duration APART = Duration.ofMillis(10);

    /** Pages in the log, not yet in the file, that are worth a checkpoint. */
    static final int WORTH_IT = 200;

    private static final CompletableFuture<@Nullable Void> DONE = CompletableFuture.completedFuture(null);

    private final Path database;
    private final @Nullable Object identity;
    private final LongSupplier nanos;
    private final ExecutorService beside = LoneThread.named("provenote-checkpoint");
    private CompletableFuture<@Nullable Void> underWay = DONE;
    private long lastCommit;
    private long lastLook;

    /** Touched by the thread beside only while something is under way. */
    private @Nullable Session session;

    private volatile boolean givenUp;

    /** @param identity of the file, which another one may have replaced */
    EarlyCheckpoints(Path database, @Nullable Object identity) {
        this(database, identity, System::nanoTime);
    }

    EarlyCheckpoints(Path database, @Nullable Object identity, LongSupplier nanos) {
        this.database = database;
        this.identity = identity;
        this.nanos = nanos;
        this.lastCommit = nanos.getAsLong() - APART.toNanos();
        this.lastLook = lastCommit;
    }

    /** To be called after each commit of the {@code writer}. Does not wait, and never fails what is committed. */
    void consider(Session writer) {
        long now = nanos.getAsLong();
        boolean inLoop = now - lastCommit < APART.toNanos();
        lastCommit = now;
        if (inLoop && now - lastLook >= APART.toNanos() && underWay.isDone() && !givenUp) {
            lastLook = now;
            look(writer);
        }
    }

    private void look(Session writer) {
        try {
            if (pagesLeft(writer) >= WORTH_IT && isOpen()) {
                begin();
            }
        } catch (SQLException | IOException e) {
            giveUp(e);
        }
    }

    private static int pagesLeft(Session session) throws SQLException {
        return session.first("PRAGMA wal_checkpoint(NOOP)", row -> row.getInt(2) - row.getInt(3))
                .orElse(0);
    }

    private void begin() {
        try {
            underWay = CompletableFuture.runAsync(this::bringOver, beside).exceptionally(this::giveUp);
        } catch (OutOfMemoryError noThread) {
            giveUp(noThread);
        }
    }

    /** Opened by the writer's thread, which has just had the file in its place: of another one this would read the log as its own. */
    private boolean isOpen() throws SQLException, IOException {
        if (session == null && isInPlace()) {
            Session opened = OpenFile.connect(database);
            // Else it is left open: closed, it would remove the log of another file.
            session = isInPlace() ? opened : null;
        }
        return session != null;
    }

    private boolean isInPlace() throws IOException {
        return Objects.equals(identity, OpenFile.identity(database));
    }

    private void bringOver() {
        try {
            Objects.requireNonNull(session).first("PRAGMA wal_checkpoint(PASSIVE)", row -> true);
        } catch (SQLException e) {
            giveUp(e);
        }
    }

    /** From now on SQLite does it alone: after an error of the disk, or of the JVM, a connection may hold anything. */
    private @Nullable Void giveUp(Throwable why) {
        givenUp = true;
        LOG.log(
                System.Logger.Level.WARNING,
                "Nothing is lost, but writing in a loop may take longer now: the log of " + database
                        + " is brought into the file by SQLite alone, after: " + why);
        closeSession();
        return null;
    }

    /** Ends when the checkpoint does that is under way. */
    void close() {
        underWay.join();
        closeSession();
    }

    private void closeSession() {
        Session last = session;
        session = null;
        try {
            if (last != null) {
                last.close();
            }
        } catch (SQLException e) {
            // It holds nothing that is not committed.
        }
    }
}
