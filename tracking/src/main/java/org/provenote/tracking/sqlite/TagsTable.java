package org.provenote.tracking.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.RunTag;

/** The rows of {@code tags}. */
final class TagsTable {
    private TagsTable() {}

    /** Sets tags; the one that holds the run's name renames the run. */
    static void set(Session session, String runId, List<RunTag> tags) throws SQLException {
        for (RunTag tag : tags) {
            if (!tag.key().equals(RunTag.RUN_NAME)) {
                write(session, runId, tag.key(), tag.value());
            } else if (!tag.value().isEmpty()) {
                RunsTable.rename(session, runId, tag.value());
            }
        }
    }

    static void write(Session session, String runId, String key, String value) throws SQLException {
        session.update(
                "INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?)"
                        + " ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value",
                key,
                value,
                runId);
    }

    static Optional<String> value(Session session, String runId, String key) throws SQLException {
        return session.first(
                "SELECT value FROM tags WHERE key = ? AND run_uuid = ?", row -> Rows.text(row, 1), key, runId);
    }

    static void delete(Session session, String runId, String key) throws SQLException {
        if (session.update("DELETE FROM tags WHERE key = ? AND run_uuid = ?", key, runId) == 0) {
            throw MlflowException.missing("No tag with name: " + key + " in run with id " + runId);
        }
    }
}
