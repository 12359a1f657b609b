package org.provenote.tracking.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.ModelMetric;
import org.provenote.tracking.entities.RunInfo;

/** The rows of {@code logged_model_metrics}. A NaN is kept as 0, as MLflow keeps it there. */
final class ModelMetricsTable {
    private ModelMetricsTable() {}

    /** Adds points. Logging one again changes nothing; another value or dataset at its time and step of the run is refused. */
    static void insert(Session session, RunInfo run, List<ModelMetric> points) throws SQLException {
        LoggedModelsTable.mustExist(session);
        for (ModelMetric point : points) {
            mustBeOfAModel(session, point);
            int inserted = session.update(
                    "INSERT OR IGNORE INTO logged_model_metrics (model_id, metric_name, metric_timestamp_ms, metric_step,"
                            + " metric_value, experiment_id, run_id, dataset_name, dataset_digest)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    point.modelId(),
                    point.key(),
                    point.timestamp(),
                    point.step(),
                    MetricsTable.stored(point.value()),
                    Long.valueOf(run.experimentId()),
                    run.runId(),
                    point.datasetName(),
                    point.datasetDigest());
            if (inserted == 0) {
                mustBeTheSame(session, run, point);
            }
        }
    }

    private static void mustBeOfAModel(Session session, ModelMetric point) throws SQLException {
        if (session.first("SELECT 1 FROM logged_models WHERE model_id = ?", row -> true, point.modelId())
                .isEmpty()) {
            throw new MlflowException(
                    ErrorCode.BAD_REQUEST,
                    "The metric '" + point.key() + "' is of the model '" + point.modelId() + "', which does not exist");
        }
    }

    private static void mustBeTheSame(Session session, RunInfo run, ModelMetric point) throws SQLException {
        boolean same = session.first(
                        "SELECT 1 FROM logged_model_metrics WHERE model_id = ? AND metric_name = ?"
                                + " AND metric_timestamp_ms = ? AND metric_step = ? AND run_id = ? AND metric_value = ?"
                                + " AND dataset_name IS ? AND dataset_digest IS ?",
                        row -> true,
                        point.modelId(),
                        point.key(),
                        point.timestamp(),
                        point.step(),
                        run.runId(),
                        MetricsTable.stored(point.value()),
                        point.datasetName(),
                        point.datasetDigest())
                .isPresent();
        if (!same) {
            throw new MlflowException(
                    ErrorCode.BAD_REQUEST,
                    "The model '" + point.modelId() + "' has another value of '" + point.key()
                            + "', or one on another dataset, at that time and step of the run");
        }
    }

    static Map<String, List<ModelMetric>> of(Session session, List<String> modelIds) throws SQLException {
        return Rows.grouped(
                session,
                "SELECT model_id, metric_name, metric_value, metric_timestamp_ms, metric_step, dataset_name,"
                        + " dataset_digest, run_id FROM logged_model_metrics WHERE model_id IN (%s) ORDER BY rowid",
                modelIds,
                row -> new ModelMetric(
                        row.getString(2),
                        row.getDouble(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getString(1),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8)));
    }
}
