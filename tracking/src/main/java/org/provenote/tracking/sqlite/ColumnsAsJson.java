package org.provenote.tracking.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.search.SearchSql;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs that a search found, and metrics, params and tags of many runs at once. SQLite hands each column over as one JSON array
 * for many runs, since what costs is the number of values on their way out of the native code. It writes numbers with 17
 * digits, which are read back exactly.
 */
final class ColumnsAsJson {
    /** Runs in one array: more save no time, and hold more of large values in memory at once. */
    private static final int AT_ONCE = 50;

    private static final JsonMapper MAPPER = new JsonMapper();

    private ColumnsAsJson() {}

    /** What a search found, in its order; it selects {@link RunsTable#COLUMNS}. */
    static List<RunInfo> runs(Session session, SearchSql search) throws SQLException {
        return session.first(
                        "SELECT " + texts("run_uuid") + ", " + texts("name") + ", " + texts("experiment_id") + ", "
                                + texts("user_id") + ", " + texts("status") + ", " + numbers("start_time") + ", "
                                + numbers("end_time") + ", " + texts("artifact_uri") + ", " + texts("lifecycle_stage")
                                + " FROM (" + search.text() + ")",
                        ColumnsAsJson::runs,
                        search.values().toArray())
                .orElseThrow();
    }

    private static List<RunInfo> runs(ResultSet row) throws SQLException {
        String[] ids = column(row, 1, String[].class);
        String[] names = column(row, 2, String[].class);
        String[] experimentIds = column(row, 3, String[].class);
        String[] users = column(row, 4, String[].class);
        String[] statuses = column(row, 5, String[].class);
        @Nullable Long[] starts = column(row, 6, Long[].class);
        @Nullable Long[] ends = column(row, 7, Long[].class);
        String[] artifactUris = column(row, 8, String[].class);
        String[] stages = column(row, 9, String[].class);
        List<RunInfo> runs = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            runs.add(new RunInfo(
                    ids[i],
                    names[i],
                    experimentIds[i],
                    users[i],
                    RunStatus.valueOf(statuses[i]),
                    Objects.requireNonNullElse(starts[i], 0L),
                    ends[i],
                    artifactUris[i],
                    LifecycleStage.of(stages[i])));
        }
        return runs;
    }

    /** The latest point of each metric, by run. */
    static Map<String, List<Metric>> latestMetrics(Session session, List<String> runIds) throws SQLException {
        return byRun(
                session,
                texts("of_run.key") + ", json_group_array(iif(is_nan, NULL, CAST(of_run.value AS REAL))), "
                        + numbers("coalesce(timestamp, 0)") + ", " + numbers("step"),
                "latest_metrics",
                runIds,
                ColumnsAsJson::metrics);
    }

    /** The pairs of key and value in a table, by run. */
    static <T> Map<String, List<T>> keyedTexts(
            Session session, String table, List<String> runIds, BiFunction<String, String, T> entity)
            throws SQLException {
        return byRun(
                session, texts("of_run.key") + ", " + texts("of_run.value"), table, runIds, row -> pairs(row, entity));
    }

    private static <T> Map<String, List<T>> byRun(
            Session session, String columns, String table, List<String> runIds, Session.Mapper<List<T>> mapper)
            throws SQLException {
        String sql = ofRuns(columns, table);
        Map<String, List<T>> byRun = new HashMap<>();
        for (int from = 0; from < runIds.size(); from += AT_ONCE) {
            List<String> asked = runIds.subList(from, Math.min(runIds.size(), from + AT_ONCE));
            session.first(
                    sql,
                    row -> {
                        share(column(row, 1, int[].class), mapper.map(row), asked, byRun);
                        return true;
                    },
                    MAPPER.writeValueAsString(asked));
        }
        return byRun;
    }

    /**
     * The runs as they come, each with its rows: a cross join keeps its order. Statistics of a file that had one run say that
     * all rows are of the run that is asked for; SQLite would scan them for each, were that not called unlikely.
     */
    static String ofRuns(String columns, String table) {
        return "SELECT json_group_array(asked.key), " + columns + " FROM json_each(?) asked CROSS JOIN " + table
                + " of_run ON unlikely(of_run.run_uuid = asked.value)";
    }

    /** Gives each run its values: those of one run follow each other. */
    private static <T> void share(int[] owners, List<T> values, List<String> runIds, Map<String, List<T>> byRun) {
        for (int from = 0, to; from < owners.length; from = to) {
            to = from;
            while (to < owners.length && owners[to] == owners[from]) {
                to++;
            }
            byRun.put(runIds.get(owners[from]), values.subList(from, to));
        }
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

    /** A text column, {@code ""} where it is null. */
    private static String texts(String column) {
        // JSON has no form for the bytes that other programs may have put there.
        return "json_group_array(CAST(coalesce(" + column + ", '') AS TEXT))";
    }

    private static String numbers(String column) {
        return "json_group_array(CAST(" + column + " AS INTEGER))";
    }

    private static <T> T column(ResultSet row, int column, Class<T> type) throws SQLException {
        return MAPPER.readValue(row.getString(column), type);
    }
}
