package org.provenote.tracking.sqlite;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * SQLite's write-ahead log, which lets others read while one writes. A property of the file, not of the connection, as long
 * as anybody has it open; MLflow works with either mode, so a file that cannot be switched now (read-only, held by another
 * program) is used as it is.
 *
 * <p>What is committed survives a power cut, as with MLflow, whose {@code synchronous} is FULL. SQLite would bring the log to
 * the disk by {@code fsync}, which also waits for the file's times and, on common file systems, for what other programs have
 * just written. So it is told not to (NORMAL), and the writer calls {@link #force}, {@code fdatasync}, before a commit counts.
 */
final class WriteAheadLog {
    private static final String SUFFIX = "-wal";
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Path file;
    private final @Nullable Object identity;

    private final EarlyCheckpoints checkpoints;

    /** Of the kind that survives an interrupted thread. */
    private @Nullable AsynchronousFileChannel channel;

    private WriteAheadLog(Path database) throws IOException {
        this.file = Path.of(database + SUFFIX);
        this.checkpoints = new EarlyCheckpoints(database, OpenFile.identity(database));
        this.identity = Files.exists(file) ? OpenFile.identity(file) : null;
    }

    /** Switches the file that {@code writer} has open; empty where it stays in its mode, and SQLite syncs by itself. */
    static Optional<WriteAheadLog> turnOn(Session writer, Path database, Duration patience)
            throws IOException, SQLException {
        long giveUp = System.nanoTime() + patience.toNanos();
        String mode = mode(writer);
        while (mode.isEmpty() && System.nanoTime() < giveUp && pause()) {
            // SQLite does not wait for a lock here by itself: another process is switching the same file.
            mode = mode(writer);
        }
        if (!mode.equals("wal")) {
            return Optional.empty();
        }
        writer.execute("PRAGMA synchronous = NORMAL");
        // SQLite makes the log when it reads the file for the first time.
        writer.first("PRAGMA schema_version", row -> row.getInt(1));
        return Optional.of(new WriteAheadLog(database.toRealPath()));
    }

    /**
     * Leaves the file as MLflow makes it, where no other connection has it open: one that says "write-ahead log" can be read
     * only by who may write beside it, so not from a read-only folder.
     */
    static void turnOff(Session last) throws SQLException {
        last.execute("PRAGMA synchronous = FULL");
        last.first("PRAGMA journal_mode = DELETE", row -> row.getString(1));
    }

    /** The mode after an attempt to switch; empty if another process kept it from being tried. */
    private static String mode(Session session) throws SQLException {
        try {
            return session.first("PRAGMA journal_mode = WAL", row -> row.getString(1))
                    .orElse("");
        } catch (SQLException e) {
            int code = e.getErrorCode() & 0xff;
            if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
                return "";
            }
            if (code == SQLiteErrorCode.SQLITE_READONLY.code) {
                return "read-only";
            }
            throw e;
        }
    }

    /** Is to know of each commit, so that the log does not become long. For the thread that may write. */
    void hasGrown(Session writer) {
        checkpoints.consider(writer);
    }

    /** Returns once all that was written to the log is on the disk. For the thread that may write. */
    void force() throws SQLException {
        try {
            if (channel == null) {
                channel = AsynchronousFileChannel.open(file, StandardOpenOption.WRITE);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new SQLException(e.toString(), null, SQLiteErrorCode.SQLITE_IOERR.code, e);
        }
    }

    /**
     * Takes the log from its place beside a file that another one has replaced: SQLite would read it as the other's. What it
     * holds goes into its own file first, which may have been moved away. Programs that have it open keep it.
     */
    void leavePlace(Session writer) throws IOException, SQLException {
        boolean whole = writer.first("PRAGMA wal_checkpoint(PASSIVE)", row -> row.getInt(2) == row.getInt(3))
                .orElse(false);
        if (identity == null || !identity.equals(OpenFile.identity(file))) {
            return;
        }
        Files.deleteIfExists(beside("-shm"));
        if (whole) {
            Files.delete(file);
        } else {
            Files.move(file, beside("-wal.of-replaced-" + System.currentTimeMillis()));
        }
    }

    private Path beside(String ending) {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + ending);
    }

    void close() {
        checkpoints.close();
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException nothingLost) {
            // Every commit was forced.
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
