package org.provenote.tracking.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.entities.RunsOfExperiment;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.validation.Validation;

/** The rows of {@code runs}. Columns that MLflow no longer uses get what MLflow writes there: UNKNOWN and empty text. */
final class RunsTable {
    /** A run that has none, as the schema allows, goes on. */
    static final String STATUS = "coalesce(runs.status, 'RUNNING')";

    /** MLflow takes the end 0 for none. */
    private static final String COLUMNS = "runs.run_uuid, runs.name, runs.experiment_id, runs.user_id, " + STATUS
            + ", runs.start_time, nullif(runs.end_time, 0), runs.artifact_uri, runs.lifecycle_stage";

    private RunsTable() {}

    static void insert(Session session, RunInfo run) throws SQLException {
        session.update(
                "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status,"
                        + " start_time, end_time, deleted_time, source_version, lifecycle_stage, artifact_uri, experiment_id)"
                        + " VALUES (?, ?, 'UNKNOWN', '', '', ?, ?, ?, NULL, NULL, '', 'active', ?, ?)",
                run.runId(),
                run.runName(),
                run.userId(),
                run.status().name(),
                run.startTime(),
                run.artifactUri(),
                Long.valueOf(run.experimentId()));
    }

    static RunInfo get(Session session, String runId) throws SQLException {
        return session.first("SELECT " + COLUMNS + " FROM runs WHERE run_uuid = ?", RunsTable::info, runId)
                .orElseThrow(() -> Validation.unknownRun(runId));
    }

    static boolean exists(Session session, String runId) throws SQLException {
        return session.first("SELECT 1 FROM runs WHERE run_uuid = ?", row -> true, runId)
                .isPresent();
    }

    /** The run, if it may be written to. */
    static RunInfo active(Session session, String runId) throws SQLException {
        requireActive(session, runId);
        return get(session, runId);
    }

    /** As {@link #active}, in a third of the time: each column of an answer costs. */
    static void requireActive(Session session, String runId) throws SQLException {
        String stage = session.first(
                        "SELECT lifecycle_stage FROM runs WHERE run_uuid = ?", row -> Rows.text(row, 1), runId)
                .orElseThrow(() -> Validation.unknownRun(runId));
        if (LifecycleStage.of(stage) == LifecycleStage.DELETED) {
            throw Validation.deletedRun(runId);
        }
    }

    static void update(Session session, String runId, RunUpdate update) throws SQLException {
        RunStatus status = update.status();
        session.update(
                "UPDATE runs SET status = coalesce(?, status), end_time = coalesce(?, end_time) WHERE run_uuid = ?",
                status == null ? null : status.name(),
                update.endTime(),
                runId);
        String name = update.runName();
        if (name != null && !name.isEmpty()) {
            rename(session, runId, name);
        }
    }

    /** Names a run, in its row and in the tag that MLflow's clients read. */
    static void rename(Session session, String runId, String name) throws SQLException {
        session.update("UPDATE runs SET name = ? WHERE run_uuid = ?", name, runId);
        TagsTable.write(session, runId, RunTag.RUN_NAME, name);
    }

    static void delete(Session session, String runId) throws SQLException {
        session.update(
                "UPDATE runs SET lifecycle_stage = 'deleted', deleted_time = ? WHERE run_uuid = ?",
                System.currentTimeMillis(),
                runId);
    }

    static void restore(Session session, String runId) throws SQLException {
        session.update("UPDATE runs SET lifecycle_stage = 'active', deleted_time = NULL WHERE run_uuid = ?", runId);
    }

    static void deleteAllOf(Session session, long experimentId) throws SQLException {
        session.update(
                "UPDATE runs SET lifecycle_stage = 'deleted', deleted_time = ? WHERE experiment_id = ?",
                System.currentTimeMillis(),
                experimentId);
    }

    static void restoreAllOf(Session session, long experimentId) throws SQLException {
        session.update(
                "UPDATE runs SET lifecycle_stage = 'active', deleted_time = NULL WHERE experiment_id = ?",
                experimentId);
    }

    /**
     * The active runs of every experiment that has some. SQLite takes the columns beside a {@code max} from the row that has it,
     * so one pass finds the last run too.
     */
    static List<RunsOfExperiment> byExperiment(Session session) throws SQLException {
        return session.query(
                "SELECT " + COLUMNS + ", count(*), max(coalesce(runs.start_time, 0)) FROM runs"
                        + " WHERE runs.lifecycle_stage = 'active' GROUP BY runs.experiment_id",
                row -> new RunsOfExperiment(Rows.text(row, 3), row.getLong(10), info(row)));
    }

    /** A row of {@link #COLUMNS}. */
    private static RunInfo info(ResultSet row) throws SQLException {
        return new RunInfo(
                row.getString(1),
                Rows.text(row, 2),
                Rows.text(row, 3),
                Rows.text(row, 4),
                RunStatus.valueOf(row.getString(5)),
                row.getLong(6),
                Rows.number(row, 7),
                Rows.text(row, 8),
                LifecycleStage.of(Rows.text(row, 9)));
    }
}
