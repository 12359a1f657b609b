package org.provenote.tracking.sqlite;

import java.sql.SQLException;
import java.util.List;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Param;

/** The rows of {@code params}: written once, never changed. */
final class ParamsTable {
    private ParamsTable() {}

    static void insert(Session session, String runId, List<Param> params) throws SQLException {
        for (Param param : params) {
            int inserted = session.update(
                    "INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?) ON CONFLICT (key, run_uuid) DO NOTHING",
                    param.key(),
                    param.value(),
                    runId);
            if (inserted == 0) {
                requireSame(session, runId, param);
            }
        }
    }

    private static void requireSame(Session session, String runId, Param param) throws SQLException {
        String logged = session.first(
                        "SELECT value FROM params WHERE key = ? AND run_uuid = ?",
                        row -> row.getString(1),
                        param.key(),
                        runId)
                .orElseThrow();
        if (!logged.equals(param.value())) {
            throw MlflowException.invalid("Changing param values is not allowed. Param with key='" + param.key()
                    + "' was already logged with value='" + logged + "' for run ID='" + runId
                    + "'. Attempted logging new value '" + param.value()
                    + "'. Log it under another key, or start another run (a nested one, say)");
        }
    }
}
