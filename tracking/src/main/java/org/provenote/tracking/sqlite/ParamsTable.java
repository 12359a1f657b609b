package org.provenote.tracking.sqlite;

import java.sql.SQLException;
import java.util.List;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.validation.Validation;

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
        Validation.sameParam(runId, param, logged);
    }
}
