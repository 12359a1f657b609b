package org.provenote.tracking.mlflow;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Every row of the tables that runs need, in words that two files with other ids and times can be compared by. */
final class Tables {
    private static final Map<String, String> ROWS = new LinkedHashMap<>();

    static {
        ROWS.put(
                "experiments",
                "SELECT experiment_id, name, artifact_location, lifecycle_stage, creation_time > 1600000000000,"
                        + " last_update_time >= creation_time FROM experiments");
        ROWS.put("experiment_tags", "SELECT key, value, experiment_id FROM experiment_tags");
        ROWS.put(
                "runs",
                "SELECT run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time,"
                        + " deleted_time > 1600000000000, source_version, lifecycle_stage, artifact_uri, experiment_id FROM runs");
        ROWS.put("params", "SELECT key, value, run_uuid FROM params");
        ROWS.put("tags", "SELECT key, value, run_uuid FROM tags");
        ROWS.put("metrics", "SELECT key, value, typeof(value), timestamp, run_uuid, step, is_nan FROM metrics");
        ROWS.put(
                "latest_metrics",
                "SELECT key, value, typeof(value), timestamp, step, is_nan, run_uuid FROM latest_metrics");
        ROWS.put(
                "datasets",
                "SELECT experiment_id, name, digest, dataset_source_type, dataset_source, dataset_schema, dataset_profile,"
                        + " length(dataset_uuid) FROM datasets");
        ROWS.put(
                "inputs",
                "SELECT i.source_type, d.name, d.digest, i.destination_type, i.destination_id, i.step, length(i.input_uuid),"
                        + " t.name, t.value FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id"
                        + " LEFT JOIN input_tags t ON t.input_uuid = i.input_uuid");
    }

    private Tables() {}

    /** The rows of each table, sorted; run ids are replaced by their order, the file's folder by a word. */
    static Map<String, TreeSet<String>> of(Path database, List<String> runs) throws SQLException {
        Map<String, TreeSet<String>> tables = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database.toUri());
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> table : ROWS.entrySet()) {
                tables.put(table.getKey(), rows(statement.executeQuery(table.getValue()), database.getParent(), runs));
            }
        }
        return tables;
    }

    private static TreeSet<String> rows(ResultSet rows, Path folder, List<String> runs) throws SQLException {
        TreeSet<String> texts = new TreeSet<>();
        while (rows.next()) {
            StringBuilder text = new StringBuilder();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                text.append(rows.getMetaData().getColumnName(column))
                        .append('=')
                        .append(rows.getString(column))
                        .append(" | ");
            }
            texts.add(comparable(text.toString(), folder, runs));
        }
        return texts;
    }

    private static String comparable(String row, Path folder, List<String> runs) {
        String text = row.replace(folder.toString(), "FOLDER");
        for (int i = 0; i < runs.size(); i++) {
            text = text.replace(runs.get(i), "RUN" + i);
        }
        return text;
    }
}
