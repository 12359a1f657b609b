package org.provenote.tracking.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.bounds.AnswerTime;
import org.provenote.tracking.bounds.Turns;
import org.provenote.tracking.sqlite.Database.SharedWork;
import org.provenote.tracking.sqlite.Database.Work;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * This process's connections to one SQLite file: one that writes, some that read, one that watches for changes, and one that brings
 * the log into the file while another writes in a loop.
 */
final class OpenFile {
    /** How long SQLite waits for another process's transaction; MLflow's own waits 5 s, and its upgrades may take longer. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Pages that one connection keeps in memory; with SQLite's own 2 MiB, writes to a large file read its indexes again. */
    private static final int CACHE_KIBIBYTES = 16 * 1024;

    /**
     * The longest pattern of a LIKE. SQLite calls itself for each of its wildcards: the 50,000 that it allows by itself would
     * overflow the stack of a thread, and that ends the process.
     */
    private static final int PATTERN_BYTES = 2_000;

    /** Idle reading connections kept open. */
    private static final int READERS_KEPT = 4;

    /** Connections that read at once; each may fill its {@link #CACHE_KIBIBYTES}. */
    private static final int READERS = 256;

    private final Path file;
    private final Duration longestRead;
    private final @Nullable Object identity;
    private final GroupCommit writer;
    private final Session watcher;
    private final ReentrantLock watching = new ReentrantLock();
    private final Turns reading = new Turns(
            READERS,
            PATIENCE,
            "The database is busy: for " + PATIENCE.toSeconds() + " s, " + READERS
                    + " requests have been reading it at once; send this one again later.");
    private final ConcurrentLinkedDeque<Session> readers = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** An error of the JVM, such as a lack of memory, leaves sqlite-jdbc with statements and transactions in any state. */
    private volatile boolean broken;

    private OpenFile(Path file, Duration longestRead, @Nullable Object identity, GroupCommit writer, Session watcher) {
        this.file = file;
        this.longestRead = longestRead;
        this.identity = identity;
        this.writer = writer;
        this.watcher = watcher;
    }

    /** Opens a file, making it and its folder where they are missing. */
    static OpenFile at(Path file) throws IOException, SQLException {
        return at(file, AnswerTime.LONGEST);
    }

    /**
     * As above.
     *
     * @param longestRead after which {@link #read} fails with {@code SQLITE_INTERRUPT}
     */
    static OpenFile at(Path file, Duration longestRead) throws IOException, SQLException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        List<Session> opened = new ArrayList<>();
        boolean done = false;
        try {
            opened.add(connect(file));
            // Before anything that may take long: a file that takes its place meanwhile is another one.
            Object identity = identity(file);
            WriteAheadLog log =
                    WriteAheadLog.turnOn(opened.get(0), file, PATIENCE).orElse(null);
            opened.add(connect(file));
            OpenFile open =
                    new OpenFile(file, longestRead, identity, new GroupCommit(opened.get(0), log), opened.get(1));
            done = true;
            return open;
        } finally {
            if (!done) {
                closeAll(opened);
            }
        }
    }

    <T> T write(Work<T> work) throws SQLException {
        try {
            return writer.write(work);
        } catch (Error e) {
            broken = true;
            throw e;
        }
    }

    /** Returns once all that was written is on the disk. */
    void force() throws SQLException {
        writer.flush();
    }

    <T> T read(Work<T> work) throws SQLException {
        return inTurn(reader -> Database.inTransaction(reader, "BEGIN", work));
    }

    private <T> T inTurn(Work<T> work) throws SQLException {
        try (Turns.Turn turn = reading.take()) {
            Session reader = reader();
            try {
                return work.in(reader);
            } catch (Error e) {
                broken = true;
                throw e;
            } finally {
                giveBack(reader);
            }
        }
    }

    /** As {@link #read}, of what others may read a part of beside. */
    <T> T readShared(SharedWork<T> work) throws SQLException {
        return inTurn(reader -> {
            // Before the transaction fixes what the reader sees.
            OptionalLong version = dataVersionAtOnce();
            return Database.inTransaction(reader, "BEGIN", session -> work.in(new SharedRead(this, version, session)));
        });
    }

    /** As {@link #dataVersion}; empty where another thread is asking, which may have to wait for another program. */
    private OptionalLong dataVersionAtOnce() throws SQLException {
        if (!watching.tryLock()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(dataVersion());
        } finally {
            watching.unlock();
        }
    }

    /** A number that changes whenever any connection, of this process or another, has changed the file. */
    long dataVersion() throws SQLException {
        watching.lock();
        try {
            // This connection never writes, so to SQLite our own writer is "another connection" too.
            return watcher.first("PRAGMA data_version", row -> row.getLong(1)).orElseThrow();
        } finally {
            watching.unlock();
        }
    }

    /** Whether these connections are the ones to use: they work, and no other file has taken the place of theirs. */
    boolean isUsable() {
        return !broken && isInPlace();
    }

    /** Whether the file is still there and no other one has taken its place. */
    boolean isInPlace() {
        try {
            return Objects.equals(identity, identity(file));
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException unknown) {
            return true;
        }
    }

    /**
     * Leaves a file that was removed or replaced. The last of its connections, the one that writes and the one that watches, are
     * not closed: SQLite would remove the write-ahead log of its successor.
     */
    void leave() throws IOException, SQLException {
        closed = true;
        writer.leave();
    }

    void close() throws SQLException {
        closed = true;
        watching.lock();
        try {
            writer.finish(this::close);
        } finally {
            watching.unlock();
        }
    }

    private void close(Session writing) throws SQLException {
        try {
            List<Session> others = idleReaders();
            others.add(watcher);
            closeAll(others);
            if (broken) {
                writing.execute("ROLLBACK");
            }
            // Who waits for this to end is not to wait for another program too.
            writing.first("PRAGMA busy_timeout = 0", row -> row.getInt(1));
            writing.execute("PRAGMA analysis_limit = 400");
            // Statistics for the query planner: MLflow's own server needs them to search large files in bearable time.
            writing.execute("PRAGMA optimize = 0x10002");
            WriteAheadLog.turnOff(writing);
        } catch (SQLException unfinished) {
            // Nothing is lost: all that was written is committed.
        } finally {
            writing.close();
        }
    }

    private static void closeAll(List<Session> sessions) throws SQLException {
        SQLException first = null;
        for (Session session : sessions) {
            try {
                session.close();
            } catch (SQLException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private Session reader() throws SQLException {
        Session kept = readers.pollFirst();
        Session reader = kept != null ? kept : connect(file);
        reader.limitReads(longestRead);
        return reader;
    }

    private void giveBack(Session reader) throws SQLException {
        if (broken || readers.size() >= READERS_KEPT) {
            reader.close();
            return;
        }
        readers.addFirst(reader);
        if (closed) {
            // Perhaps after those that were idle then were closed.
            closeAll(idleReaders());
        }
    }

    private List<Session> idleReaders() {
        List<Session> idle = new ArrayList<>();
        for (Session one = readers.poll(); one != null; one = readers.poll()) {
            idle.add(one);
        }
        return idle;
    }

    /** The same for a file as long as it exists, by whatever name; {@code null} where the file system has none. */
    static @Nullable Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    static Session connect(Path file) throws SQLException {
        NativeLibrary.load();
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) PATIENCE.toMillis());
        // MLflow sets it too: LIKE minds the case, ILIKE does not.
        config.enableCaseSensitiveLike(true);
        config.setCacheSize(-CACHE_KIBIBYTES);
        config.setPragma(SQLiteConfig.Pragma.LIMIT_LIKE_PATTERN_LENGTH, String.valueOf(PATTERN_BYTES));
        // Else each statement is followed by one that asks for the key of its row.
        config.setGetGeneratedKeys(false);
        // No two threads use a connection at once, so SQLite need not look at each of its calls.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        // A file: URI, since in a plain path sqlite-jdbc would take what follows a question mark for settings.
        return new Session(config.createConnection("jdbc:sqlite:" + file.toUri()));
    }
}
