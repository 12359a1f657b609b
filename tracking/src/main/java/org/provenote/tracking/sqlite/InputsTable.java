package org.provenote.tracking.sqlite;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.DatasetSummary;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.naming.RandomId;
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
        String id = RandomId.next();
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
        String id = RandomId.next();
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
        return session.hasTable("inputs");
    }

    /** The datasets of each run, with the tags of their use. */
    static Map<String, List<DatasetInput>> of(Session session, List<String> runIds) throws SQLException {
        if (!exist(session)) {
            return Map.of();
        }
        Map<String, List<Use>> uses = Rows.grouped(
                session,
                "SELECT destination_id, input_uuid, source_id FROM inputs WHERE destination_type = 'RUN'"
                        + " AND source_type = 'DATASET' AND destination_id IN (%s) ORDER BY rowid",
                runIds,
                row -> new Use(row.getString(2), row.getString(3)));
        if (uses.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Dataset>> datasets = datasets(session, ofAll(uses, Use::datasetId));
        Map<String, List<InputTag>> tags = tags(session, ofAll(uses, Use::inputId));
        Map<String, List<DatasetInput>> inputs = new HashMap<>();
        uses.forEach((runId, ofRun) -> inputs.put(
                runId,
                ofRun.stream()
                        .flatMap(use -> datasets.getOrDefault(use.datasetId, List.of()).stream()
                                .map(dataset -> new DatasetInput(tags.getOrDefault(use.inputId, List.of()), dataset)))
                        .toList()));
        return inputs;
    }

    /** One for all runs that use it: it may have a profile of megabytes. */
    private static Map<String, List<Dataset>> datasets(Session session, List<String> ids) throws SQLException {
        return Rows.grouped(
                session,
                "SELECT dataset_uuid, name, digest, dataset_source_type, dataset_source, NULLIF(dataset_schema, ''),"
                        + " NULLIF(dataset_profile, '') FROM datasets WHERE dataset_uuid IN (%s)",
                ids,
                row -> new Dataset(
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)));
    }

    private static Map<String, List<InputTag>> tags(Session session, List<String> inputIds) throws SQLException {
        return Rows.grouped(
                session,
                "SELECT input_uuid, name, value FROM input_tags WHERE input_uuid IN (%s) ORDER BY name",
                inputIds,
                row -> new InputTag(row.getString(2), row.getString(3)));
    }

    private static List<String> ofAll(Map<String, List<Use>> uses, Function<Use, String> id) {
        return uses.values().stream().flatMap(List::stream).map(id).distinct().toList();
    }

    /** What {@link TrackingStore#datasetsOf} says of these experiments. */
    static List<DatasetSummary> summaries(Session session, List<Long> experimentIds) throws SQLException {
        if (!exist(session) || experimentIds.isEmpty()) {
            return List.of();
        }
        return session.query(
                "SELECT datasets.experiment_id, datasets.name, datasets.digest, NULLIF(input_tags.value, '')"
                        + " FROM datasets JOIN inputs ON inputs.source_type = 'DATASET' AND inputs.source_id = datasets.dataset_uuid"
                        + " LEFT JOIN input_tags ON input_tags.input_uuid = inputs.input_uuid"
                        + " AND input_tags.name = '" + InputTag.CONTEXT + "'"
                        + " WHERE datasets.experiment_id IN (" + Rows.placeholders(experimentIds.size()) + ")"
                        + " GROUP BY datasets.experiment_id, datasets.name, datasets.digest, input_tags.value"
                        // As SQLite goes through them for MLflow, which asks for no order.
                        + " ORDER BY datasets.experiment_id, datasets.name, datasets.digest, min(inputs.rowid) LIMIT "
                        + TrackingStore.MOST_DATASETS,
                row -> new DatasetSummary(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                experimentIds.toArray());
    }

    /** A run's use of a dataset. */
    private record Use(String inputId, String datasetId) {}
}
