package org.provenote.tracking.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.provenote.tracking.entities.Metric;

/**
 * The rows of {@code metrics}, every point, and {@code latest_metrics}, for each key the point with the greatest (step,
 * timestamp, value). The primary key of a point is all of it, so logging one again changes nothing.
 */
final class MetricsTable {
    private static final Comparator<Metric> MLFLOWS_ORDER = Comparator.comparingLong(Metric::step)
            .thenComparingLong(Metric::timestamp)
            .thenComparingDouble(point -> stored(point.value()));

    private MetricsTable() {}

    static void insert(Session session, String runId, List<Metric> points) throws SQLException {
        Map<String, Metric> latest = new LinkedHashMap<>();
        for (Metric point : points) {
            session.update(
                    "INSERT OR IGNORE INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, ?)",
                    point.key(),
                    stored(point.value()),
                    point.timestamp(),
                    runId,
                    point.step(),
                    isNan(point));
            latest.merge(point.key(), point, (a, b) -> MLFLOWS_ORDER.compare(b, a) > 0 ? b : a);
        }
        for (Metric point : latest.values()) {
            updateLatest(session, runId, point);
        }
    }

    private static void updateLatest(Session session, String runId, Metric point) throws SQLException {
        session.update(
                "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value,"
                        + " timestamp = excluded.timestamp, step = excluded.step, is_nan = excluded.is_nan"
                        + " WHERE (excluded.step, excluded.timestamp, excluded.value) > (step, timestamp, value)",
                point.key(),
                stored(point.value()),
                point.timestamp(),
                point.step(),
                isNan(point),
                runId);
    }

    static List<Metric> history(Session session, String runId, String key, int limit, long offset) throws SQLException {
        return session.query(
                "SELECT key, value, timestamp, step, is_nan FROM metrics WHERE run_uuid = ? AND key = ?"
                        + " ORDER BY timestamp, step, value LIMIT ? OFFSET ?",
                row -> point(row, 1),
                runId,
                key,
                limit,
                offset);
    }

    /** A point from the columns key, value, timestamp, step, is_nan that begin at {@code column}. */
    static Metric point(ResultSet row, int column) throws SQLException {
        double value = row.getBoolean(column + 4) ? Double.NaN : row.getDouble(column + 1);
        return new Metric(row.getString(column), value, row.getLong(column + 2), row.getLong(column + 3));
    }

    private static int isNan(Metric point) {
        return Double.isNaN(point.value()) ? 1 : 0;
    }

    /** SQL has no NaN and no infinities: MLflow keeps a flag for the one and the greatest doubles for the others. */
    private static double stored(double value) {
        return Double.isNaN(value) ? 0 : Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    }
}
