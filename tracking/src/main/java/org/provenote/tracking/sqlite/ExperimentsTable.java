package org.provenote.tracking.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.store.NewExperiment;

/** The rows of {@code experiments}. Newer revisions have a {@code workspace}, which its default fills. */
final class ExperimentsTable {
    static final String COLUMNS =
            "experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM experiments ";

    private ExperimentsTable() {}

    static void insertDefault(Session session, ArtifactRoot artifacts) throws SQLException {
        long now = System.currentTimeMillis();
        session.update(
                "INSERT INTO experiments (" + COLUMNS + ") VALUES (0, 'Default', ?, 'active', ?, ?)",
                artifacts.of(0),
                now,
                now);
    }

    static long insert(Session session, NewExperiment experiment, @Nullable String location, ArtifactRoot artifacts)
            throws SQLException {
        long id = insertNamed(session, experiment.name(), location);
        if (location == null || location.isEmpty()) {
            session.update(
                    "UPDATE experiments SET artifact_location = ? WHERE experiment_id = ?", artifacts.of(id), id);
        }
        return id;
    }

    private static long insertNamed(Session session, String name, @Nullable String location) throws SQLException {
        long now = System.currentTimeMillis();
        try {
            session.update(
                    "INSERT INTO experiments (name, artifact_location, lifecycle_stage, creation_time, last_update_time)"
                            + " VALUES (?, ?, 'active', ?, ?)",
                    name,
                    location,
                    now,
                    now);
            return session.lastInsertedId();
        } catch (SQLException e) {
            if (!Failures.isTaken(e)) {
                throw e;
            }
            throw new MlflowException(
                    ErrorCode.RESOURCE_ALREADY_EXISTS,
                    "Experiment(name=" + name + ") already exists, among the active or the deleted ones; "
                            + "use it, restore it, or choose another name",
                    e);
        }
    }

    static Experiment get(Session session, long id) throws SQLException {
        return withTags(session, List.of(withoutTags(session, id))).get(0);
    }

    private static Experiment withoutTags(Session session, long id) throws SQLException {
        return session.first(SELECT + "WHERE experiment_id = ?", ExperimentsTable::bare, id)
                .orElseThrow(() -> MlflowException.missing("No Experiment with id=" + id + " exists"));
    }

    /** The experiment without its tags, if something may be added to it. */
    static Experiment active(Session session, long id) throws SQLException {
        Experiment experiment = withoutTags(session, id);
        if (experiment.lifecycleStage() != LifecycleStage.ACTIVE) {
            throw MlflowException.invalid("The experiment " + id
                    + " must be in the 'active' state. Current state is deleted; restore it first");
        }
        return experiment;
    }

    static Optional<Experiment> named(Session session, String name) throws SQLException {
        List<Experiment> found =
                session.query(SELECT + "WHERE name = ? ORDER BY experiment_id LIMIT 1", ExperimentsTable::bare, name);
        return withTags(session, found).stream().findFirst();
    }

    static void rename(Session session, long id, String name) throws SQLException {
        session.update(
                "UPDATE experiments SET name = ?, last_update_time = ? WHERE experiment_id = ?",
                name,
                System.currentTimeMillis(),
                id);
    }

    static void setStage(Session session, long id, LifecycleStage stage) throws SQLException {
        session.update(
                "UPDATE experiments SET lifecycle_stage = ?, last_update_time = ? WHERE experiment_id = ?",
                stage.toString(),
                System.currentTimeMillis(),
                id);
    }

    /** A row of {@link #COLUMNS}, without tags. */
    static Experiment bare(ResultSet row) throws SQLException {
        return new Experiment(
                row.getString(1),
                row.getString(2),
                Rows.text(row, 3),
                LifecycleStage.of(Rows.text(row, 4)),
                row.getLong(5),
                row.getLong(6),
                null,
                null);
    }

    static List<Experiment> withTags(Session session, List<Experiment> experiments) throws SQLException {
        Map<String, List<ExperimentTag>> tags = Rows.grouped(
                session,
                "SELECT experiment_id, key, value FROM experiment_tags WHERE experiment_id IN (%s) ORDER BY rowid",
                experiments.stream().map(Experiment::experimentId).toList(),
                row -> new ExperimentTag(row.getString(2), Rows.text(row, 3)));
        return experiments.stream()
                .map(e -> new Experiment(
                        e.experimentId(),
                        e.name(),
                        e.artifactLocation(),
                        e.lifecycleStage(),
                        e.creationTime(),
                        e.lastUpdateTime(),
                        tags.getOrDefault(e.experimentId(), List.of()),
                        e.workspace()))
                .toList();
    }
}
