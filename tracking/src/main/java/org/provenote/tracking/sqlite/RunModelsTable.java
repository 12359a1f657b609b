package org.provenote.tracking.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.provenote.tracking.entities.ModelInput;
import org.provenote.tracking.entities.ModelOutput;
import org.provenote.tracking.naming.RandomId;

/** The rows of {@code inputs} that tie models to the runs that used or made them. */
final class RunModelsTable {
    private RunModelsTable() {}

    /** A model that the run has already is left as it is. */
    static void insertInputs(Session session, String runId, List<ModelInput> models) throws SQLException {
        for (ModelInput model : models) {
            insert(session, "INSERT OR IGNORE", "_INPUT", runId, model.modelId(), 0);
        }
    }

    static void insertOutputs(Session session, String runId, List<ModelOutput> models) throws SQLException {
        for (ModelOutput model : models) {
            insert(session, "INSERT", "_OUTPUT", runId, model.modelId(), model.step());
        }
    }

    private static void insert(Session session, String insert, String kind, String runId, String modelId, long step)
            throws SQLException {
        session.update(
                insert + " INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id, step)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                RandomId.next(),
                "RUN" + kind,
                runId,
                "MODEL" + kind,
                modelId,
                step);
    }

    static List<ModelInput> inputsOf(Session session, String runId) throws SQLException {
        if (!LoggedModelsTable.exist(session)) {
            return List.of();
        }
        return session.query(
                "SELECT destination_id FROM inputs WHERE source_type = 'RUN_INPUT' AND source_id = ?"
                        + " AND destination_type = 'MODEL_INPUT' ORDER BY destination_id",
                row -> new ModelInput(row.getString(1)),
                runId);
    }

    static Map<String, List<ModelOutput>> outputsOf(Session session, List<String> runIds) throws SQLException {
        if (!LoggedModelsTable.exist(session)) {
            return Map.of();
        }
        return Rows.grouped(
                session,
                "SELECT source_id, destination_id, step FROM inputs WHERE source_type = 'RUN_OUTPUT'"
                        + " AND source_id IN (%s) AND destination_type = 'MODEL_OUTPUT' ORDER BY destination_id",
                runIds,
                row -> new ModelOutput(row.getString(2), row.getLong(3)));
    }
}
