package org.provenote.tracking.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.ProgressHandler;

/**
 * Ends a statement once its connection has been reading for too long. It is asked every so many steps of SQLite's.
 *
 * @see <a href="https://www.sqlite.org/c3ref/progress_handler.html">SQLite: progress handlers</a>
 */
final class ReadLimit extends ProgressHandler {
    /** Some hundredths of a millisecond, or a second where each row compares a long text with a long pattern. */
    private static final int STEPS = 1_000;

    private final Duration longest;
    private volatile long end;

    private ReadLimit(Duration longest) {
        this.longest = longest;
        begin();
    }

    static ReadLimit of(Connection connection, Duration longest) throws SQLException {
        ReadLimit limit = new ReadLimit(longest);
        setHandler(connection, STEPS, limit);
        return limit;
    }

    /** From now on. */
    void begin() {
        end = System.nanoTime() + longest.toNanos();
    }

    @Override
    protected int progress() {
        return System.nanoTime() - end > 0 ? 1 : 0;
    }
}
