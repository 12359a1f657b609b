package org.provenote.tracking.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.sqlite.SQLiteConfig;

/**
 * A SQLite file and this process's connections to it. Work runs in transactions: a write takes SQLite's write lock at its
 * start, so it never fails half way for want of it, and a read sees one state of the file throughout. Any thread may call;
 * writes queue up and commit in groups, reads go on beside them.
 */
final class Database implements AutoCloseable {
    /** How long SQLite waits for another process's transaction; MLflow's own waits 5 s, and its upgrades may take longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Pages that one connection keeps in memory; with SQLite's own 2 MiB, writes to a large file read its indexes again. */
    private static final int CACHE_KIBIBYTES = 16 * 1024;

    /** Idle reading connections kept open. */
    private static final int READERS_KEPT = 4;

    private final Path file;
    private final GroupCommit writer;
    private final Session watcher;
    private final ReentrantLock watching = new ReentrantLock();
    private final ConcurrentLinkedDeque<Session> readers = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;
    private volatile @Nullable String obstacle;

    private Database(Path file, GroupCommit writer, Session watcher) {
        this.file = file;
        this.writer = writer;
        this.watcher = watcher;
    }

    /** What runs in one transaction. */
    interface Work<T> {
        T in(Session session) throws SQLException;
    }

    /** Opens a file, making it and its folder where they are missing. */
    static Database open(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Session writer = connect(file);
            WriteAheadLog.turnOn(writer, PATIENCE);
            return new Database(file, new GroupCommit(writer), connect(file));
        } catch (IOException | SQLException e) {
            throw Failures.opening(file, e);
        }
    }

    Path file() {
        return file;
    }

    /** From now on every write is refused for that reason. */
    void refuseWrites(String reason) {
        obstacle = reason;
    }

    <T> T write(Work<T> work) {
        String reason = obstacle;
        if (reason != null) {
            throw new MlflowException(
                    ErrorCode.PERMISSION_DENIED,
                    "Nothing was written to the tracking database " + file + ": " + reason);
        }
        try {
            return writer.write(work);
        } catch (SQLException e) {
            throw Failures.writing(file, e);
        }
    }

    <T> T read(Work<T> work) {
        try {
            Session reader = reader();
            try {
                return inTransaction(reader, "BEGIN", work);
            } finally {
                giveBack(reader);
            }
        } catch (SQLException e) {
            throw Failures.reading(file, e);
        }
    }

    /** A number that changes whenever any connection, of this process or another, has changed the file. */
    long dataVersion() {
        watching.lock();
        try {
            // This connection never writes, so to SQLite our own writer is "another connection" too.
            return watcher.first("PRAGMA data_version", row -> row.getLong(1)).orElseThrow();
        } catch (SQLException e) {
            throw Failures.reading(file, e);
        } finally {
            watching.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        watching.lock();
        try {
            writer.alone(this::close);
        } catch (SQLException e) {
            throw Failures.writing(file, e);
        } finally {
            watching.unlock();
        }
    }

    private void close(Session writing) throws SQLException {
        writing.execute("PRAGMA analysis_limit = 400");
        // Statistics for the query planner: MLflow's own server needs them to search large files in bearable time.
        writing.execute("PRAGMA optimize = 0x10002");
        List<Session> sessions = new ArrayList<>(readers);
        readers.clear();
        sessions.add(watcher);
        sessions.add(writing);
        for (Session session : sessions) {
            session.close();
        }
    }

    static <T> T inTransaction(Session session, String begin, Work<T> work) throws SQLException {
        session.update(begin);
        boolean done = false;
        try {
            T result = work.in(session);
            session.update("COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack(session);
            }
        }
    }

    private static void rollBack(Session session) {
        try {
            session.update("ROLLBACK");
        } catch (SQLException ignored) {
            // SQLite has rolled back by itself, as it does when the disk is full; the first error is the one to report.
        }
    }

    private Session reader() throws SQLException {
        Session kept = readers.pollFirst();
        return kept != null ? kept : connect(file);
    }

    private void giveBack(Session reader) throws SQLException {
        if (closed || readers.size() >= READERS_KEPT) {
            reader.close();
        } else {
            readers.addFirst(reader);
        }
    }

    private static Session connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) PATIENCE.toMillis());
        // MLflow sets it too: LIKE minds the case, ILIKE does not.
        config.enableCaseSensitiveLike(true);
        config.setCacheSize(-CACHE_KIBIBYTES);
        // A file: URI, since in a plain path sqlite-jdbc would take what follows a question mark for settings.
        return new Session(config.createConnection("jdbc:sqlite:" + file.toUri()));
    }
}
