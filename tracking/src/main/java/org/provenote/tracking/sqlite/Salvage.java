package org.provenote.tracking.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.sqlite.Database.Preparation;

/** Reads row by row what a damaged file still gives, and writes it to a new one. The damaged one may change on the way. */
final class Salvage {
    /** Greater than any number of a row. */
    private static final long END = Long.MAX_VALUE - 1;

    /** Behind damage that hides more rows than this, no more is sought: each costs some 30 µs. */
    private static final int MOST_ROWS_SOUGHT = 20_000;

    /** Experiments that runs are in and that could not be read. */
    private static final String OWNERS_OF_RUNS =
            "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time,"
                    + " last_update_time) SELECT DISTINCT experiment_id, 'salvaged ' || experiment_id,"
                    + " (SELECT artifact_location FROM experiments WHERE experiment_id = 0), 'active', 0, 0 FROM runs"
                    + " WHERE experiment_id NOT IN (SELECT experiment_id FROM experiments)";

    /** Runs that something was logged to and that could not be read. */
    private static final String RUNS_OF_ROWS = "INSERT INTO runs (run_uuid, name, source_type, source_name,"
            + " entry_point_name, user_id, status, start_time, source_version, lifecycle_stage, artifact_uri, experiment_id)"
            + " SELECT id, coalesce((SELECT value FROM tags WHERE run_uuid = id AND key = '" + RunTag.RUN_NAME
            + "'), 'salvaged'),"
            + " 'UNKNOWN', '', '', '', 'FAILED', coalesce((SELECT min(timestamp) FROM metrics WHERE run_uuid = id), 0), '',"
            + " 'active', (SELECT artifact_location FROM experiments WHERE experiment_id = 0) || '/' || id || '/artifacts',"
            + " 0 FROM (SELECT run_uuid AS id FROM metrics UNION SELECT run_uuid FROM params UNION SELECT run_uuid FROM tags)"
            + " WHERE id NOT IN (SELECT run_uuid FROM runs)";

    private final Path damaged;
    private final Path fresh;
    private final Preparation preparation;

    Salvage(Path damaged, Path fresh, Preparation preparation) {
        this.damaged = damaged;
        this.fresh = fresh;
        this.preparation = preparation;
    }

    /** What was saved. */
    record Count(long runs, long metrics) {}

    Count run() throws IOException, SQLException {
        FileHeader.repair(damaged);
        OpenFile file = OpenFile.at(fresh);
        try {
            preparation.of(file);
        } finally {
            file.close();
        }
        try (Connection to = DriverManager.getConnection("jdbc:sqlite:" + fresh.toUri())) {
            to.setAutoCommit(false);
            copyTables(to);
            execute(to, OWNERS_OF_RUNS);
            execute(to, RUNS_OF_ROWS);
            to.commit();
            Count count = new Count(count(to, "runs"), count(to, "metrics"));
            to.setAutoCommit(true);
            // So that the file is whole without a log beside it, and can be moved.
            execute(to, "PRAGMA journal_mode = DELETE");
            return count;
        }
    }

    private void copyTables(Connection to) throws SQLException {
        try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + damaged.toUri())) {
            // Lets SQLite read a file that is shorter than it should be.
            execute(from, "PRAGMA writable_schema = ON");
            for (String table :
                    texts(to, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'")) {
                copyTable(from, to, table);
            }
        } catch (SQLException e) {
            if (!Failures.isDamage(e)) {
                throw e;
            }
            // Not even the names of its tables can be read.
        }
    }

    private static void copyTable(Connection from, Connection to, String table) throws SQLException {
        List<String> columns = columns(to, table);
        columns.retainAll(columns(from, table));
        if (columns.isEmpty()) {
            return;
        }
        String names = columns.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        String read = "SELECT rowid, " + names + " FROM \"" + table + "\" NOT INDEXED WHERE rowid >= ? ORDER BY rowid";
        // The row that a new file begins with gives way to the old one.
        try (PreparedStatement write = to.prepareStatement("INSERT OR REPLACE INTO \"" + table + "\" (" + names
                + ") VALUES (" + "?, ".repeat(columns.size() - 1) + "?)")) {
            long next = 0;
            int inVain = 0;
            while (next < END && inVain < MOST_ROWS_SOUGHT) {
                long reached = copyFrom(from, read, next, write, columns.size());
                inVain = reached >= next ? 0 : inVain + 1;
                next = Math.max(next, reached) + 1;
            }
        }
    }

    /**
     * Copies rows from {@code first} on; returns the last one up to which all were read, or {@link #END} if there are no more.
     * Behind what cannot be read it is to be tried again with each number that a row may have, until rows come again. A
     * damaged page may give a row with any number: only one that follows another is taken for the place that was reached.
     */
    private static long copyFrom(Connection from, String query, long first, PreparedStatement write, int columns)
            throws SQLException {
        long reached = -1;
        long last = first - 1;
        // A statement of its own each time: after an error, sqlite-jdbc takes no more values for one.
        try (PreparedStatement read = from.prepareStatement(query)) {
            read.setLong(1, first);
            ResultSet rows = read.executeQuery();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    write.setObject(column, rows.getObject(column + 1));
                }
                long number = rows.getLong(1);
                reached = number == last + 1 ? number : reached;
                last = number;
                insert(write);
            }
            return END;
        } catch (SQLException e) {
            if (!Failures.isDamage(e)) {
                throw e;
            }
            return reached;
        }
    }

    /** A row with a key or a type that no whole row has is none. */
    private static void insert(PreparedStatement write) throws SQLException {
        try {
            write.executeUpdate();
        } catch (SQLException e) {
            if (!Failures.isTaken(e)) {
                throw e;
            }
        }
    }

    private static List<String> columns(Connection connection, String table) {
        try {
            return texts(connection, "SELECT name FROM pragma_table_info('" + table + "')");
        } catch (SQLException e) {
            return new ArrayList<>();
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        return number(connection, "SELECT count(*) FROM " + table);
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
