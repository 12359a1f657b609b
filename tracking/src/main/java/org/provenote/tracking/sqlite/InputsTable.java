package org.provenote.tracking.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.DatasetSummary;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.store.TrackingStore;

/**
 * The rows of {@code datasets}, one for each name and digest in an experiment, of {@code inputs}, which tie one to a run,
 * and of {@code input_tags}. A dataset that a run already has is left as it is.
 */
final class InputsTable {
    private InputsTable() {}

    static void insert(Session session, long experimentId, String runId, List<DatasetInput> inputs)
            throws SQLException {
        if (!exist(session)) {
            throw new MlflowException(
                    MlflowException.ErrorCode.NOT_IMPLEMENTED,
                    "This database is older than MLflow 2.4 and has no datasets; run 'mlflow db upgrade' on it first");
        }
        for (DatasetInput input : inputs) {
            tie(session, runId, dataset(session, experimentId, input.dataset()), input.tags());
        }
    }

    private static String dataset(Session session, long experimentId, Dataset dataset) throws SQLException {
        Optional<String> known = session.first(
                "SELECT dataset_uuid FROM datasets WHERE experiment_id = ? AND name = ? AND digest = ?",
                row -> row.getString(1),
                experimentId,
                dataset.name(),
                dataset.digest());
        if (known.isPresent()) {
            return known.get();
        }
        String id = newId();
        session.update(
                "INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source,"
                        + " dataset_schema, dataset_profile) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                experimentId,
                dataset.name(),
                dataset.digest(),
                dataset.sourceType(),
                dataset.source(),
                dataset.schema(),
                dataset.profile());
        return id;
    }

    private static void tie(Session session, String runId, String datasetId, List<InputTag> tags) throws SQLException {
        String id = newId();
        int tied = session.update(
                "INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id)"
                        + " VALUES (?, 'DATASET', ?, 'RUN', ?)"
                        + " ON CONFLICT (source_type, source_id, destination_type, destination_id) DO NOTHING",
                id,
                datasetId,
                runId);
        if (tied > 0) {
            for (InputTag tag : tags) {
                session.update(
                        "INSERT INTO input_tags (input_uuid, name, value) VALUES (?, ?, ?)",
                        id,
                        tag.key(),
                        tag.value());
            }
        }
    }

    /** Whether the file has these tables, which came with MLflow 2.4. It may get them while we have it open. */
    private static boolean exist(Session session) throws SQLException {
        return session.first("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'inputs'", row -> true)
                .isPresent();
    }

    /** The datasets of each run, with the tags of their use. */
    static Map<String, List<DatasetInput>> of(Session session, List<String> runIds) throws SQLException {
        if (!exist(session)) {
            return Map.of();
        }
        Map<String, List<Row>> rows = Rows.grouped(
                session,
                "SELECT inputs.destination_id, inputs.input_uuid, datasets.name, datasets.digest,"
                        + " datasets.dataset_source_type, datasets.dataset_source,"
                        + " NULLIF(datasets.dataset_schema, ''), NULLIF(datasets.dataset_profile, ''), input_tags.name, input_tags.value FROM inputs"
                        + " JOIN datasets ON datasets.dataset_uuid = inputs.source_id"
                        + " LEFT JOIN input_tags ON input_tags.input_uuid = inputs.input_uuid"
                        + " WHERE inputs.destination_type = 'RUN' AND inputs.source_type = 'DATASET'"
                        + " AND inputs.destination_id IN (%s) ORDER BY inputs.rowid, input_tags.name",
                runIds,
                Row::of);
        Map<String, List<DatasetInput>> inputs = new LinkedHashMap<>();
        rows.forEach((runId, ofRun) -> inputs.put(runId, joined(ofRun)));
        return inputs;
    }

    /** What {@link TrackingStore#datasetsOf} says of these experiments. */
    static List<DatasetSummary> summaries(Session session, List<Long> experimentIds) throws SQLException {
        if (!exist(session) || experimentIds.isEmpty()) {
            return List.of();
        }
        return session.query(
                "SELECT DISTINCT datasets.experiment_id, datasets.name, datasets.digest, NULLIF(input_tags.value, '') AS context"
                        + " FROM datasets JOIN inputs ON inputs.source_type = 'DATASET' AND inputs.source_id = datasets.dataset_uuid"
                        + " LEFT JOIN input_tags ON input_tags.input_uuid = inputs.input_uuid"
                        + " AND input_tags.name = 'mlflow.data.context'"
                        + " WHERE datasets.experiment_id IN (" + Rows.placeholders(experimentIds.size()) + ")"
                        + " ORDER BY datasets.experiment_id, datasets.name, datasets.digest, context LIMIT "
                        + TrackingStore.MOST_DATASETS,
                row -> new DatasetSummary(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                experimentIds.toArray());
    }

    private static List<DatasetInput> joined(List<Row> rows) {
        Map<String, Dataset> datasets = new LinkedHashMap<>();
        Map<String, List<InputTag>> tags = new LinkedHashMap<>();
        for (Row row : rows) {
            datasets.put(row.inputId, row.dataset);
            List<InputTag> ofInput = tags.computeIfAbsent(row.inputId, id -> new ArrayList<>());
            row.tag.ifPresent(ofInput::add);
        }
        return datasets.keySet().stream()
                .map(id -> new DatasetInput(tags.get(id), datasets.get(id)))
                .toList();
    }

    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private record Row(String inputId, Dataset dataset, Optional<InputTag> tag) {
        static Row of(ResultSet row) throws SQLException {
            Dataset dataset = new Dataset(
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8));
            String key = row.getString(9);
            return new Row(
                    row.getString(2),
                    dataset,
                    key == null ? Optional.empty() : Optional.of(new InputTag(key, row.getString(10))));
        }
    }
}
