package org.provenote.server.differential;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a server left in its database. */
final class Rows {
    private static final List<String> QUERIES = List.of(
            "SELECT experiment_id, name, artifact_location, lifecycle_stage FROM experiments",
            "SELECT experiment_id, key, value FROM experiment_tags",
            "SELECT run_uuid, name, status, start_time, end_time, lifecycle_stage, user_id, artifact_uri, experiment_id FROM runs",
            "SELECT run_uuid, key, value FROM params",
            "SELECT run_uuid, key, value FROM tags",
            "SELECT run_uuid, key, value, timestamp, step, is_nan FROM metrics",
            "SELECT run_uuid, key, value, timestamp, step, is_nan FROM latest_metrics",
            "SELECT experiment_id, name, digest, dataset_source_type, dataset_source FROM datasets",
            "SELECT i.destination_id, d.name, t.name, t.value FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id"
                    + " LEFT JOIN input_tags t ON t.input_uuid = i.input_uuid",
            "SELECT source_type, source_id, destination_type, destination_id, step FROM inputs WHERE source_type != 'DATASET'",
            "SELECT model_id, experiment_id, name, artifact_location, status, lifecycle_stage, model_type, source_run_id,"
                    + " status_message FROM logged_models",
            "SELECT model_id, experiment_id, param_key, param_value FROM logged_model_params",
            "SELECT model_id, experiment_id, tag_key, tag_value FROM logged_model_tags",
            "SELECT model_id, metric_name, metric_timestamp_ms, metric_step, metric_value, experiment_id, run_id,"
                    + " dataset_name, dataset_digest FROM logged_model_metrics");

    private Rows() {}

    /** Every row of the tables of runs, with ids by their names, sorted. */
    static List<String> of(Path database, UnaryOperator<String> withNames) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            for (String query : QUERIES) {
                try (ResultSet result = statement.executeQuery(query)) {
                    while (result.next()) {
                        rows.add(withNames.apply(row(query, result)));
                    }
                }
            }
        }
        return rows.stream().sorted().toList();
    }

    private static String row(String query, ResultSet result) throws SQLException {
        StringBuilder row = new StringBuilder(query.replaceAll(".*? FROM (\\w+).*", "$1"));
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
            row.append(" | ").append(result.getObject(column));
        }
        return row.toString();
    }
}
