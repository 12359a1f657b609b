package org.provenote.tracking.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection and its prepared statements. Used by one thread at a time; values are always bound, never concatenated. */
final class Session implements AutoCloseable {
    private static final int STATEMENTS_KEPT = 64;

    /** Characters. A longer statement is of a search that names hundreds of things, and may take megabytes while it is kept. */
    private static final int LONGEST_KEPT = 16 * 1024;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(STATEMENTS_KEPT, 0.75f, true);

    private @Nullable ReadLimit limit;

    Session(Connection connection) {
        this.connection = connection;
    }

    /** From now on what it executes is ended, with {@code SQLITE_INTERRUPT}, once that time is over. */
    void limitReads(Duration longest) throws SQLException {
        ReadLimit known = limit;
        if (known == null) {
            limit = ReadLimit.of(connection, longest);
        } else {
            known.begin();
        }
    }

    /** Turns the current row into a value. */
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, Mapper<T> mapper, @Nullable Object... values) throws SQLException {
        List<T> result = new ArrayList<>();
        each(sql, mapper, result::add, values);
        return result;
    }

    /** Hands each row's value on as it is read. */
    <T> void each(String sql, Mapper<T> mapper, Consumer<T> to, @Nullable Object... values) throws SQLException {
        rows(
                sql,
                rows -> {
                    while (rows.next()) {
                        to.accept(mapper.map(rows));
                    }
                    return true;
                },
                values);
    }

    /** Reads rows until {@code goesOn} says no. */
    void eachWhile(String sql, Mapper<Boolean> goesOn, @Nullable Object... values) throws SQLException {
        rows(
                sql,
                rows -> {
                    boolean more = true;
                    while (more && rows.next()) {
                        more = goesOn.map(rows);
                    }
                    return true;
                },
                values);
    }

    <T> Optional<T> first(String sql, Mapper<T> mapper, @Nullable Object... values) throws SQLException {
        return rows(sql, rows -> rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty(), values);
    }

    /** Runs one statement and returns how many rows it changed. */
    int update(String sql, @Nullable Object... values) throws SQLException {
        return with(sql, PreparedStatement::executeUpdate, values);
    }

    private <T> T rows(String sql, Mapper<T> reader, @Nullable Object[] values) throws SQLException {
        return with(
                sql,
                statement -> {
                    try (ResultSet rows = statement.executeQuery()) {
                        return reader.map(rows);
                    }
                },
                values);
    }

    /** What a statement is used for. */
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T with(String sql, Use<T> use, @Nullable Object[] values) throws SQLException {
        if (sql.length() > LONGEST_KEPT) {
            try (PreparedStatement once = connection.prepareStatement(sql)) {
                return use.of(bound(once, values));
            }
        }
        try {
            return use.of(bound(prepared(sql), values));
        } catch (SQLException | Error e) {
            // After most errors, sqlite-jdbc has closed it underneath: it would fail for ever.
            try {
                forget(sql);
            } catch (SQLException same) {
                e.addSuppressed(same);
            }
            throw e;
        }
    }

    /** Whether the file has this table now; another process may make it while we have the file open. */
    boolean hasTable(String name) throws SQLException {
        return first("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", row -> true, name)
                .isPresent();
    }

    /** The key of the row that this connection inserted last. */
    long lastInsertedId() throws SQLException {
        return first("SELECT last_insert_rowid()", row -> row.getLong(1)).orElseThrow();
    }

    /** Runs statements without values, such as a script or a pragma. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        // With its statements, those included that cannot be closed by themselves any more.
        connection.close();
    }

    private static PreparedStatement bound(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement kept = statements.get(sql);
        if (kept != null) {
            return kept;
        }
        dropOldest();
        PreparedStatement prepared = connection.prepareStatement(sql);
        statements.put(sql, prepared);
        return prepared;
    }

    private void dropOldest() throws SQLException {
        if (statements.size() >= STATEMENTS_KEPT) {
            forget(statements.keySet().iterator().next());
        }
    }

    private void forget(String sql) throws SQLException {
        PreparedStatement dropped = statements.remove(sql);
        if (dropped != null) {
            dropped.close();
        }
    }
}
