package org.provenote.tracking.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.LoggedModel;
import org.provenote.tracking.entities.LoggedModelData;
import org.provenote.tracking.entities.LoggedModelInfo;
import org.provenote.tracking.entities.LoggedModelStatus;
import org.provenote.tracking.entities.LoggedModelTag;
import org.provenote.tracking.entities.ModelMetric;
import org.provenote.tracking.entities.Param;

/** The rows of {@code logged_models}, {@code logged_model_params} and {@code logged_model_tags}. */
final class LoggedModelsTable {
    static final String COLUMNS = "logged_models.model_id, logged_models.experiment_id, logged_models.name,"
            + " logged_models.creation_timestamp_ms, logged_models.last_updated_timestamp_ms,"
            + " logged_models.artifact_location, logged_models.status, logged_models.model_type,"
            + " logged_models.source_run_id, logged_models.status_message";

    private static final String INSERT_TAG =
            "INSERT INTO logged_model_tags (model_id, experiment_id, tag_key, tag_value) VALUES (?, ?, ?, ?)";

    private LoggedModelsTable() {}

    /** Whether the file has these tables, which came with MLflow 3.0. It may get them while we have it open. */
    static boolean exist(Session session) throws SQLException {
        return session.hasTable("logged_models");
    }

    static void mustExist(Session session) throws SQLException {
        if (!exist(session)) {
            throw new MlflowException(
                    ErrorCode.NOT_IMPLEMENTED,
                    "This database is older than MLflow 3.0 and has no logged models; run 'mlflow db upgrade' on it first");
        }
    }

    static void insert(Session session, LoggedModelInfo model) throws SQLException {
        session.update(
                "INSERT INTO logged_models (model_id, experiment_id, name, creation_timestamp_ms,"
                        + " last_updated_timestamp_ms, artifact_location, status, lifecycle_stage, model_type,"
                        + " source_run_id) VALUES (?, ?, ?, ?, ?, ?, ?, 'active', ?, ?)",
                model.modelId(),
                Long.valueOf(model.experimentId()),
                model.name(),
                model.creationTimestampMs(),
                model.lastUpdatedTimestampMs(),
                model.artifactUri(),
                model.status().ordinal(),
                model.modelType(),
                model.sourceRunId());
    }

    static void insertParams(Session session, LoggedModelInfo model, List<Param> params) throws SQLException {
        for (Param param : params) {
            session.update(
                    "INSERT INTO logged_model_params (model_id, experiment_id, param_key, param_value) VALUES (?, ?, ?, ?)",
                    model.modelId(),
                    Long.valueOf(model.experimentId()),
                    param.key(),
                    param.value());
        }
    }

    /** The tags of a new model; one that is given twice is refused. */
    static void insertTags(Session session, LoggedModelInfo model, List<LoggedModelTag> tags) throws SQLException {
        writeTags(session, INSERT_TAG, model, tags);
    }

    static void setTags(Session session, LoggedModelInfo model, List<LoggedModelTag> tags) throws SQLException {
        writeTags(
                session,
                INSERT_TAG + " ON CONFLICT (model_id, tag_key) DO UPDATE SET tag_value = excluded.tag_value",
                model,
                tags);
    }

    private static void writeTags(Session session, String sql, LoggedModelInfo model, List<LoggedModelTag> tags)
            throws SQLException {
        for (LoggedModelTag tag : tags) {
            session.update(sql, model.modelId(), Long.valueOf(model.experimentId()), tag.key(), tag.value());
        }
    }

    static void deleteTag(Session session, String modelId, String key) throws SQLException {
        if (session.update("DELETE FROM logged_model_tags WHERE model_id = ? AND tag_key = ?", modelId, key) == 0) {
            throw MlflowException.missing("No tag with key '" + key + "' found for model with ID '" + modelId + "'.");
        }
    }

    static void setStatus(Session session, String modelId, LoggedModelStatus status) throws SQLException {
        session.update(
                "UPDATE logged_models SET status = ?, last_updated_timestamp_ms = ? WHERE model_id = ?",
                status.ordinal(),
                System.currentTimeMillis(),
                modelId);
    }

    static void delete(Session session, String modelId) throws SQLException {
        session.update(
                "UPDATE logged_models SET lifecycle_stage = 'deleted', last_updated_timestamp_ms = ? WHERE model_id = ?",
                System.currentTimeMillis(),
                modelId);
    }

    /** The model, deleted or not. */
    static LoggedModel get(Session session, String modelId) throws SQLException {
        mustExist(session);
        return one(session, "WHERE model_id = ?", modelId);
    }

    static LoggedModel active(Session session, String modelId) throws SQLException {
        mustExist(session);
        return one(session, "WHERE model_id = ? AND lifecycle_stage != 'deleted'", modelId);
    }

    private static LoggedModel one(Session session, String where, String modelId) throws SQLException {
        Optional<LoggedModelInfo> found = session.first(
                "SELECT " + COLUMNS + " FROM logged_models " + where, LoggedModelsTable::withoutTags, modelId);
        return complete(session, found.stream().toList()).stream()
                .findFirst()
                .orElseThrow(() -> MlflowException.missing("Logged model with ID '" + modelId + "' not found."));
    }

    /** A row of {@link #COLUMNS}. */
    static LoggedModelInfo withoutTags(ResultSet row) throws SQLException {
        return new LoggedModelInfo(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getString(6),
                LoggedModelStatus.values()[row.getInt(7)],
                row.getString(8),
                row.getString(9),
                row.getString(10),
                List.of());
    }

    /** Joins models with what was logged to them: one query for each kind, however many models there are. */
    static List<LoggedModel> complete(Session session, List<LoggedModelInfo> models) throws SQLException {
        List<String> ids = models.stream().map(LoggedModelInfo::modelId).toList();
        Map<String, List<LoggedModelTag>> tags = Rows.grouped(
                session,
                "SELECT model_id, tag_key, tag_value FROM logged_model_tags WHERE model_id IN (%s)"
                        + " ORDER BY model_id, tag_key",
                ids,
                row -> new LoggedModelTag(row.getString(2), row.getString(3)));
        Map<String, List<Param>> params = Rows.grouped(
                session,
                "SELECT model_id, param_key, param_value FROM logged_model_params WHERE model_id IN (%s)"
                        + " ORDER BY model_id, param_key",
                ids,
                row -> new Param(row.getString(2), row.getString(3)));
        Map<String, List<ModelMetric>> metrics = ModelMetricsTable.of(session, ids);
        return models.stream()
                .map(model -> new LoggedModel(
                        tagged(model, tags.getOrDefault(model.modelId(), List.of())),
                        new LoggedModelData(
                                params.getOrDefault(model.modelId(), List.of()),
                                metrics.getOrDefault(model.modelId(), List.of()))))
                .toList();
    }

    private static LoggedModelInfo tagged(LoggedModelInfo model, List<LoggedModelTag> tags) {
        return new LoggedModelInfo(
                model.modelId(),
                model.experimentId(),
                model.name(),
                model.creationTimestampMs(),
                model.lastUpdatedTimestampMs(),
                model.artifactUri(),
                model.status(),
                model.modelType(),
                model.sourceRunId(),
                model.statusMessage(),
                tags);
    }
}
