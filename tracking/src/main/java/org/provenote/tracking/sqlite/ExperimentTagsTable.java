package org.provenote.tracking.sqlite;

import java.sql.SQLException;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.ExperimentTag;

/** The rows of {@code experiment_tags}. */
final class ExperimentTagsTable {
    private ExperimentTagsTable() {}

    static void set(Session session, long experimentId, ExperimentTag tag) throws SQLException {
        session.update(
                "INSERT INTO experiment_tags (key, value, experiment_id) VALUES (?, ?, ?)"
                        + " ON CONFLICT (key, experiment_id) DO UPDATE SET value = excluded.value",
                tag.key(),
                tag.value(),
                experimentId);
    }

    /** Adds a tag to a new experiment: a second one of a name is refused with the code of MLflow's store. */
    static void insert(Session session, long experimentId, ExperimentTag tag) throws SQLException {
        try {
            session.update(
                    "INSERT INTO experiment_tags (key, value, experiment_id) VALUES (?, ?, ?)",
                    tag.key(),
                    tag.value(),
                    experimentId);
        } catch (SQLException e) {
            if (!Failures.isTaken(e)) {
                throw e;
            }
            throw new MlflowException(
                    ErrorCode.RESOURCE_ALREADY_EXISTS,
                    "The experiment was not made: its tag '" + tag.key() + "' is given twice",
                    e);
        }
    }

    static void delete(Session session, long experimentId, String key) throws SQLException {
        if (session.update("DELETE FROM experiment_tags WHERE key = ? AND experiment_id = ?", key, experimentId) == 0) {
            throw MlflowException.missing("No tag with name: " + key + " in experiment with id " + experimentId);
        }
    }
}
