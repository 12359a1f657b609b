package org.provenote.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.Python;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** Files with the tables of MLflow's versions, made by its own migrations: read, written, and still MLflow's own. */
@Tag("integration")
class EveryVersionTest {
    /** MLflow 2.0, 2.3, 2.4, 2.8, 2.15, 2.19, 3.0, 3.3 and 3.9, and the newest that is installed. */
    private static final List<String> REVISIONS = List.of(
            "97727af70f4d",
            "3500859a5d39",
            "7f2a7d5fae7d",
            "acf3f17fdcc7",
            "4465047574b1",
            "0584bdc529eb",
            "bda7b8c39065",
            "71994744cf8e",
            "1b5f0d9ad7c1",
            "head");

    private static final String MAKE = """
            import sys, sqlite3, sqlalchemy
            from alembic import command
            from mlflow.store.db import utils
            from mlflow.store.tracking.dbmodels.initial_models import Base
            for revision in sys.argv[1:]:
                url = f"sqlite:///{revision}.db"
                engine = sqlalchemy.create_engine(url)
                Base.metadata.create_all(engine)
                config = utils._get_alembic_config(url)
                with engine.begin() as connection:
                    config.attributes["connection"] = connection
                    command.upgrade(config, revision)
                with sqlite3.connect(f"{revision}.db") as c:
                    c.execute("insert into experiments (experiment_id, name, artifact_location, lifecycle_stage)"
                              " values (0, 'Default', '/tmp/x', 'active')")
                    c.execute("insert into runs (run_uuid, name, source_type, user_id, status, start_time, lifecycle_stage,"
                              " artifact_uri, experiment_id) values ('theirs', 'old', 'LOCAL', 'u', 'FINISHED', 5, 'active',"
                              " '/tmp/x/theirs/artifacts', 0)")
            """;

    private static final String READ = """
            import sys
            from mlflow.store.db.utils import _upgrade_db, create_sqlalchemy_engine_with_retry
            from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
            for revision in sys.argv[1:]:
                url = f"sqlite:///{revision}.db"
                _upgrade_db(create_sqlalchemy_engine_with_retry(url))
                store = SqlAlchemyStore(url, "./mlruns")
                runs = store.search_runs(["0", "1"], "metrics.m = 2 and params.p = '1' and tags.t = 'x'", 1)
                print(revision, len(runs), runs[0].info.run_name, store.get_run("theirs").info.run_name)
            """;

    @TempDir
    Path folder;

    @Test
    void filesOfEveryVersionAreReadAndWrittenAndUpgradedByMlflow() throws Exception {
        Python.run(folder, MAKE, REVISIONS.toArray(String[]::new));
        List<String> expected = new ArrayList<>();
        for (String revision : REVISIONS) {
            logTo(revision);
            expected.add(revision + " 1 ours old");
        }
        assertThat(Python.run(folder, READ, REVISIONS.toArray(String[]::new))
                        .lines()
                        .toList())
                .isEqualTo(expected);
    }

    private void logTo(String revision) {
        try (TrackingStore store = open(revision)) {
            assertThat(store.getRun("theirs").info().runName()).isEqualTo("old");
            String experiment = store.createExperiment(NewExperiment.named("new"));
            String run = store.createRun(new NewRun(experiment, "u", "ours", 7, List.of()))
                    .info()
                    .runId();
            store.logBatch(
                    run,
                    new Batch(
                            List.of(new Metric("m", 1, 1, 1), new Metric("m", 2, 2, 2)),
                            List.of(new Param("p", "1")),
                            List.of(new RunTag("t", "x"))));
            assertThat(store.searchRuns(RunSearch.in(List.of("0", experiment)).filter("metrics.m > 1"))
                            .items())
                    .as(revision)
                    .hasSize(1);
        }
    }

    @Test
    void aFileOfAVersionToComeIsReadAndNotWrittenAndTheReasonIsSaid() throws Exception {
        Python.run(folder, MAKE, "head");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("head.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE tags RENAME COLUMN value TO content");
            statement.execute("UPDATE alembic_version SET version_num = 'ffffffffffff'");
        }
        try (TrackingStore store = open("head")) {
            assertThat(store.getExperiment("0").name()).isEqualTo("Default");
            assertThatThrownBy(() -> store.createExperiment(NewExperiment.named("x")))
                    .isInstanceOf(MlflowException.class)
                    .hasMessageContaining("tags.value is missing")
                    .hasMessageContaining("ffffffffffff")
                    .hasMessageContaining("It can be read");
        }
    }

    /** MLflow itself does not open such a file without workspaces. */
    @Test
    void aFileThatTeamsShareIsReadAndNotWrittenAndTheReasonIsSaid() throws Exception {
        Python.run(folder, MAKE, "head");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("head.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO experiments (name, artifact_location, lifecycle_stage, workspace)"
                    + " VALUES ('shared', '/tmp/x', 'active', 'team-b')");
        }
        try (TrackingStore store = open("head")) {
            assertThat(store.getExperiment("0").name()).isEqualTo("Default");
            assertThatThrownBy(() -> store.createExperiment(NewExperiment.named("x")))
                    .isInstanceOf(MlflowException.class)
                    .hasMessageContaining("team-b")
                    .hasMessageContaining("It can be read");
        }
    }

    private TrackingStore open(String revision) {
        return new SqliteStoreProvider().open(TrackingUris.of(folder.resolve(revision + ".db")));
    }
}
