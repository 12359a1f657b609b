package org.provenote.tracking.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.provenote.tracking.entities.Metric;

/**
 * The rows of {@code metrics}, every point, and {@code latest_metrics}, for each key the point with the greatest (step,
 * timestamp, value). The primary key of a point is all of it, so logging one again changes nothing.
 */
final class MetricsTable {
    private static final Comparator<Metric> MLFLOWS_ORDER = Comparator.comparingLong(Metric::step)
            .thenComparingLong(Metric::timestamp)
            // To SQLite -0.0 is as great as 0.0.
            .thenComparingDouble(point -> stored(point.value()) + 0.0);

    /** Rows in one statement, as many as there are: many take half the time of one statement for each. */
    private static final int[] AT_ONCE = {250, 50, 10, 1};

    /** One metric of one run, in the order in which MLflow's server answers it. */
    private static final String POINTS = "SELECT value, timestamp, step, is_nan FROM metrics"
            + " WHERE run_uuid = ? AND key = ? ORDER BY timestamp, step, value, is_nan";

    /** Of a metric the first points of any run, as they stand in the primary key: nothing needs to be looked up or sorted. */
    private static final String BY_KEY = "SELECT value, timestamp, step, is_nan, run_uuid = ? FROM metrics"
            + " WHERE key = ? ORDER BY timestamp, step, run_uuid, value, is_nan";

    /** By how many more points of other runs than of its own a page may be interrupted before the run's are sorted instead. */
    private static final int FOREIGN = 1_000;

    private static final Map<Integer, String> INSERT =
            statements("INSERT OR IGNORE INTO metrics (run_uuid, key, value, timestamp, step, is_nan) VALUES ", "");

    private static final Map<Integer, String> UPDATE_LATEST = statements(
            "INSERT INTO latest_metrics (run_uuid, key, value, timestamp, step, is_nan) VALUES ",
            " ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value, timestamp = excluded.timestamp,"
                    + " step = excluded.step, is_nan = excluded.is_nan"
                    + " WHERE (excluded.step, excluded.timestamp, excluded.value) > (step, timestamp, value)");

    private MetricsTable() {}

    static void insert(Session session, String runId, List<Metric> points) throws SQLException {
        Map<String, Metric> latest = new LinkedHashMap<>();
        for (Metric point : points) {
            latest.merge(point.key(), point, (a, b) -> MLFLOWS_ORDER.compare(b, a) > 0 ? b : a);
        }
        insert(session, INSERT, runId, points);
        insert(session, UPDATE_LATEST, runId, List.copyOf(latest.values()));
    }

    private static void insert(Session session, Map<Integer, String> statements, String runId, List<Metric> points)
            throws SQLException {
        int from = 0;
        for (int rows : AT_ONCE) {
            for (; points.size() - from >= rows; from += rows) {
                session.update(
                        Objects.requireNonNull(statements.get(rows)), values(runId, points.subList(from, from + rows)));
            }
        }
    }

    private static Object[] values(String runId, List<Metric> points) {
        Object[] values = new Object[1 + points.size() * 5];
        values[0] = runId;
        int at = 1;
        for (Metric point : points) {
            values[at++] = point.key();
            values[at++] = stored(point.value());
            values[at++] = point.timestamp();
            values[at++] = point.step();
            values[at++] = isNan(point);
        }
        return values;
    }

    /** By the number of rows. The run's id is the first value of a statement, bound once for all of them. */
    private static Map<Integer, String> statements(String insert, String otherwise) {
        return Arrays.stream(AT_ONCE)
                .boxed()
                .collect(Collectors.toMap(rows -> rows, rows -> insert + rows(rows) + otherwise));
    }

    /** SQLite numbers a plain question mark after the one before it. */
    private static String rows(int rows) {
        return String.join(", ", Collections.nCopies(rows, "(?1, ?, ?, ?, ?, ?)"));
    }

    static List<Metric> history(Session session, String runId, String key, int limit, long offset) throws SQLException {
        Optional<List<Metric>> page = pageByKey(session, runId, key, limit, offset);
        return page.isPresent()
                ? page.get()
                : session.query(POINTS + " LIMIT ? OFFSET ?", row -> point(key, row), runId, key, limit, offset);
    }

    /** A page of a run's points; empty where too many of other runs stand between them. */
    private static Optional<List<Metric>> pageByKey(Session session, String runId, String key, int limit, long offset)
            throws SQLException {
        long end = offset + limit;
        List<Metric> page = new ArrayList<>();
        long[] own = {0};
        long[] foreign = {0};
        session.eachWhile(
                BY_KEY,
                row -> {
                    if (!row.getBoolean(5)) {
                        foreign[0]++;
                    } else if (++own[0] > offset) {
                        page.add(point(key, row));
                    }
                    return own[0] < end && foreign[0] <= own[0] + FOREIGN;
                },
                runId,
                key);
        return foreign[0] > own[0] + FOREIGN ? Optional.empty() : Optional.of(page);
    }

    /**
     * Goes through a run's points of one metric, some at a time: who takes them may take long, and no connection waits for it.
     * Each time it goes on in the primary key, where nothing needs to be looked up or sorted.
     */
    static final class Walk {
        private static final String FROM_HERE = BY_KEY.replace(
                " ORDER BY", " AND (timestamp, step, value, is_nan) > (?, ?, ?, ?) AND timestamp <= ? ORDER BY");

        /** The same, of the run alone; the plus keeps the primary key. */
        private static final String OWN_FROM_HERE = FROM_HERE.replace(" ORDER BY", " AND +run_uuid = ?1 ORDER BY");

        private static final String TIMES =
                "SELECT min(timestamp), max(timestamp) FROM metrics WHERE run_uuid = ? AND key = ?";

        private final String runId;
        private final String key;

        /** Timestamp, step, value and flag of the point that was read last, as they stand in its row. */
        private final Object[] last = {Long.MIN_VALUE, Long.MIN_VALUE, Double.NEGATIVE_INFINITY, 0};

        private long latest = Long.MAX_VALUE;

        /** Whether it is known between which times the run's points lie, and only those are read. */
        private boolean bounded;

        private boolean ended;

        Walk(String runId, String key) {
            this.runId = runId;
            this.key = key;
        }

        boolean hasEnded() {
            return ended;
        }

        /** The next points, at most {@code most}; there may be none before the end. */
        List<Metric> next(Session session, int most) throws SQLException {
            List<Metric> points = new ArrayList<>();
            long[] foreign = {0};
            boolean[] stopped = {false};
            session.eachWhile(
                    bounded ? OWN_FROM_HERE : FROM_HERE,
                    row -> {
                        if (row.getBoolean(5)) {
                            points.add(point(key, row));
                            last[0] = row.getLong(2);
                            last[1] = row.getLong(3);
                            last[2] = row.getDouble(1);
                            last[3] = row.getInt(4);
                        } else {
                            foreign[0]++;
                        }
                        stopped[0] = points.size() == most || foreign[0] > points.size() + FOREIGN;
                        return !stopped[0];
                    },
                    runId,
                    key,
                    last[0],
                    last[1],
                    last[2],
                    last[3],
                    latest);
            ended = !stopped[0] || points.size() < most && !bound(session);
            return points;
        }

        /** Finds out between which times the run's points lie; returns whether there may be more of them. */
        private boolean bound(Session session) throws SQLException {
            bounded = true;
            return session.first(
                            TIMES,
                            row -> {
                                long first = row.getLong(1);
                                boolean any = !row.wasNull();
                                latest = row.getLong(2);
                                if (first > (long) last[0]) {
                                    last[0] = first;
                                    last[1] = Long.MIN_VALUE;
                                    last[2] = Double.NEGATIVE_INFINITY;
                                }
                                return any && latest >= (long) last[0];
                            },
                            runId,
                            key)
                    .orElse(false);
        }
    }

    /** The key is known: a text is what costs most on its way out of the native code. */
    private static Metric point(String key, ResultSet row) throws SQLException {
        double value = row.getDouble(1);
        // A NaN is kept as 0: no other value needs a look at the flag.
        if (value == 0 && row.getBoolean(4)) {
            value = Double.NaN;
        }
        return new Metric(key, value, row.getLong(2), row.getLong(3));
    }

    private static int isNan(Metric point) {
        return Double.isNaN(point.value()) ? 1 : 0;
    }

    /** SQL has no NaN and no infinities: MLflow keeps a flag for the one and the greatest doubles for the others. */
    static double stored(double value) {
        return Double.isNaN(value) ? 0 : Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    }
}
