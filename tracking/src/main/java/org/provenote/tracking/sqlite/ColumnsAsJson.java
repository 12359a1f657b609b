package org.provenote.tracking.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.Metric;
import tools.jackson.databind.json.JsonMapper;

/**
 * Metrics, params and tags of many runs at once. SQLite hands each column over as one JSON array for each run, since a row for
 * each value costs several times as much on its way out of the native code. It writes numbers with 17 digits, which are read
 * back exactly.
 */
final class ColumnsAsJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private ColumnsAsJson() {}

    /** The latest point of each metric, by run. */
    static Map<String, List<Metric>> latestMetrics(Session session, List<String> runIds) throws SQLException {
        return byRun(
                session,
                "SELECT run_uuid, json_group_array(key), json_group_array(iif(is_nan, NULL, value)),"
                        + " json_group_array(coalesce(timestamp, 0)), json_group_array(step) FROM latest_metrics"
                        + " WHERE run_uuid IN (%s) GROUP BY run_uuid",
                runIds,
                ColumnsAsJson::metrics);
    }

    /** The pairs of key and value in a table, by run. */
    static <T> Map<String, List<T>> keyedTexts(
            Session session, String table, List<String> runIds, BiFunction<String, String, T> entity)
            throws SQLException {
        return byRun(
                session,
                "SELECT run_uuid, json_group_array(key), json_group_array(coalesce(value, '')) FROM " + table
                        + " WHERE run_uuid IN (%s) GROUP BY run_uuid",
                runIds,
                row -> pairs(row, entity));
    }

    private static <T> Map<String, List<T>> byRun(
            Session session, String sql, List<String> runIds, Session.Mapper<List<T>> mapper) throws SQLException {
        Map<String, List<T>> byRun = new HashMap<>();
        Rows.grouped(session, sql, runIds, mapper).forEach((runId, lists) -> byRun.put(runId, lists.get(0)));
        return byRun;
    }

    private static List<Metric> metrics(ResultSet row) throws SQLException {
        String[] keys = column(row, 2, String[].class);
        @Nullable Double[] values = column(row, 3, Double[].class);
        long[] timestamps = column(row, 4, long[].class);
        long[] steps = column(row, 5, long[].class);
        List<Metric> metrics = new ArrayList<>(keys.length);
        for (int i = 0; i < keys.length; i++) {
            Double value = values[i];
            metrics.add(new Metric(keys[i], value == null ? Double.NaN : value, timestamps[i], steps[i]));
        }
        return metrics;
    }

    private static <T> List<T> pairs(ResultSet row, BiFunction<String, String, T> entity) throws SQLException {
        String[] keys = column(row, 2, String[].class);
        String[] values = column(row, 3, String[].class);
        List<T> pairs = new ArrayList<>(keys.length);
        for (int i = 0; i < keys.length; i++) {
            pairs.add(entity.apply(keys[i], values[i]));
        }
        return pairs;
    }

    private static <T> T column(ResultSet row, int column, Class<T> type) throws SQLException {
        return MAPPER.readValue(row.getString(column), type);
    }
}
