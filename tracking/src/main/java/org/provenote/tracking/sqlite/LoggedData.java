package org.provenote.tracking.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.JsonList;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.Wire;
import tools.jackson.databind.JsonNode;

/**
 * Latest metrics, params and tags of many runs at once, as the JSON of MLflow's REST API, which SQLite writes: a server passes it
 * on as it is. It writes numbers with up to 17 digits, which are read back exactly.
 */
final class LoggedData {
    private static final String KEY = "'key', " + text("key");

    /** JSON has no NaN and no infinities. MLflow's server writes them as words; only other programs store the latter. */
    private static final String NUMBER = "CASE WHEN is_nan OR value IS NULL THEN 'NaN'"
            + " WHEN CAST(value AS REAL) = 9e999 THEN 'Infinity' WHEN CAST(value AS REAL) = -9e999 THEN '-Infinity'"
            + " ELSE CAST(value AS REAL) END";

    /** For each run its three lists. A correlated query finds a run's rows by the index and keeps their order. */
    static final String OF_RUNS = "SELECT "
            + listOf(
                    "latest_metrics",
                    KEY + ", 'value', " + NUMBER
                            + ", 'timestamp', CAST(coalesce(timestamp, 0) AS INTEGER), 'step', CAST(step AS INTEGER)")
            + ", " + listOf("params", KEY + ", 'value', " + text("value"))
            + ", " + listOf("tags", KEY + ", 'value', " + text("value"))
            + " FROM json_each(?) asked";

    private static final String EMPTY = "[]";

    private LoggedData() {}

    /** What was logged to each of the runs, in their order. */
    static List<RunData> of(Session session, List<String> runIds) throws SQLException {
        return session.query(
                OF_RUNS,
                row -> new RunData(list(row, 1, Wire::metric), list(row, 2, Wire::param), list(row, 3, Wire::runTag)),
                Json.text(runIds));
    }

    private static <T> @Nullable List<T> list(ResultSet row, int column, Function<JsonNode, T> item)
            throws SQLException {
        String json = row.getString(column);
        return json.equals(EMPTY) ? null : new JsonList<>(json, array -> Json.list(array, item));
    }

    /**
     * Statistics of a file that had one run say that all rows are of the run that is asked for; SQLite would scan them for each,
     * were that not called unlikely.
     */
    private static String listOf(String table, String fields) {
        return "(SELECT json_group_array(json_object(" + fields + ")) FROM " + table
                + " WHERE unlikely(run_uuid = asked.value))";
    }

    /** A text column, {@code ""} where it is null. JSON has no form for the bytes that other programs may have put there. */
    private static String text(String column) {
        return "CAST(coalesce(" + column + ", '') AS TEXT)";
    }
}
