package org.provenote.tracking.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The teams that share a file of MLflow's since 2026 ({@code mlflow server --enable-workspaces}). We know of one, the default:
 * as MLflow does while workspaces are off, nothing is written to a file that has experiments in others, since a name could then be
 * another team's.
 */
final class Workspaces {
    private Workspaces() {}

    /** Why the file may not be written; empty if it may. */
    static Optional<String> obstacle(Session session) throws SQLException {
        boolean known = session.first(
                        "SELECT 1 FROM pragma_table_info('experiments') WHERE name = 'workspace'", row -> true)
                .isPresent();
        List<String> others = known
                ? session.query(
                        "SELECT DISTINCT workspace FROM experiments WHERE workspace != 'default' ORDER BY 1 LIMIT 3",
                        row -> row.getString(1))
                : List.of();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "it has experiments in workspaces (" + String.join(", ", others)
                                + "), which Provenote does not tell apart. It can be read; to log, start"
                                + " 'mlflow server --enable-workspaces' and set MLFLOW_TRACKING_URI to it, or use another file");
    }
}
