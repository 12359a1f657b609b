package org.provenote.tracking.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteErrorCode;

/**
 * SQLite's write-ahead log, which lets others read while one writes. A property of the file, not of the connection; MLflow
 * works with either mode, so a file that cannot be switched now (read-only, held by another program) is used as it is.
 * Synchronous stays FULL, as with MLflow: what is committed survives a power cut.
 */
final class WriteAheadLog {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private WriteAheadLog() {}

    static void turnOn(Session session, Duration patience) throws SQLException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (!turnedOn(session) && System.nanoTime() < giveUp && pause()) {
            // SQLite does not wait for a lock here by itself: another process is switching the same file.
        }
    }

    private static boolean turnedOn(Session session) throws SQLException {
        try {
            String mode = session.first("PRAGMA journal_mode = WAL", row -> row.getString(1))
                    .orElse("");
            return true;
        } catch (SQLException e) {
            int code = e.getErrorCode() & 0xff;
            if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
                return false;
            }
            if (code == SQLiteErrorCode.SQLITE_READONLY.code) {
                return true;
            }
            throw e;
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
