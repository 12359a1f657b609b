package org.provenote.tracking.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a file has the columns that we write, and none that we would have to fill and do not know. Looking at columns and
 * not at the revision accepts every file of MLflow from 2.0 on, and newer ones as long as they keep what runs need.
 */
final class Columns {
    /** What we write, by table. {@code inputs} and its neighbours came with MLflow 2.4; without them there are no datasets. */
    private static final Map<String, Set<String>> WRITTEN = new LinkedHashMap<>();

    static {
        WRITTEN.put(
                "experiments",
                Set.of(
                        "experiment_id",
                        "name",
                        "artifact_location",
                        "lifecycle_stage",
                        "creation_time",
                        "last_update_time"));
        WRITTEN.put("experiment_tags", Set.of("key", "value", "experiment_id"));
        WRITTEN.put(
                "runs",
                Set.of(
                        "run_uuid",
                        "name",
                        "source_type",
                        "source_name",
                        "entry_point_name",
                        "user_id",
                        "status",
                        "start_time",
                        "end_time",
                        "deleted_time",
                        "source_version",
                        "lifecycle_stage",
                        "artifact_uri",
                        "experiment_id"));
        WRITTEN.put("params", Set.of("key", "value", "run_uuid"));
        WRITTEN.put("tags", Set.of("key", "value", "run_uuid"));
        WRITTEN.put("metrics", Set.of("key", "value", "timestamp", "run_uuid", "step", "is_nan"));
        WRITTEN.put("latest_metrics", Set.of("key", "value", "timestamp", "run_uuid", "step", "is_nan"));
    }

    private Columns() {}

    /** Why the file cannot be written; empty if it can. */
    static Optional<String> obstacle(Session session) throws SQLException {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, Set<String>> table : WRITTEN.entrySet()) {
            Set<String> missing = new TreeSet<>(table.getValue());
            for (Column column : columns(session, table.getKey())) {
                if (!missing.remove(column.name) && column.mustBeGiven) {
                    differences.add(table.getKey() + "." + column.name + " is new");
                }
            }
            missing.forEach(name -> differences.add(table.getKey() + "." + name + " is missing"));
        }
        return differences.isEmpty() ? Optional.empty() : Optional.of(explained(session, differences));
    }

    private static String explained(Session session, List<String> differences) throws SQLException {
        String revision = session.first("SELECT version_num FROM alembic_version", row -> row.getString(1))
                .orElse("unknown");
        return "it was made by a version of MLflow that this version of Provenote does not know (revision " + revision
                + ": " + String.join(", ", differences)
                + "). It can be read; to log, upgrade Provenote or use another file";
    }

    private static List<Column> columns(Session session, String table) throws SQLException {
        return session.query(
                "SELECT name, \"notnull\" = 1 AND dflt_value IS NULL AND pk = 0 FROM pragma_table_info(?)",
                row -> new Column(row.getString(1), row.getBoolean(2)),
                table);
    }

    private record Column(String name, boolean mustBeGiven) {}
}
