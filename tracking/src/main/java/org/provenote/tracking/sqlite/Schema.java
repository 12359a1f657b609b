package org.provenote.tracking.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;

/**
 * MLflow's tables. An empty file gets them at one revision that every MLflow from 3.0 on opens and upgrades by itself; a
 * file that has them already is taken as it is and never migrated, since an older MLflow refuses a newer file.
 */
final class Schema {
    private static final String SCRIPT = "schema-bda7b8c39065.sql";

    /** For runs by a metric, in order. MLflow neither needs nor minds it; files that it made are searched without. */
    private static final String OUR_INDEX =
            "CREATE INDEX provenote_latest_metrics_by_value ON latest_metrics (key, value)";

    private Schema() {}

    /**
     * Makes the tables and MLflow's {@code Default} experiment where they are missing. Safe in many processes at once.
     *
     * @return why the file may not be written, if it may not
     */
    static Optional<String> ensure(OpenFile file, ArtifactRoot artifacts) throws SQLException {
        if (!file.read(Schema::exists)) {
            file.write(session -> {
                // Another process may have been quicker between the look and the lock.
                if (!exists(session)) {
                    create(session, artifacts);
                }
                return null;
            });
        }
        Optional<String> unknown = file.read(Columns::obstacle);
        return unknown.isPresent() ? unknown : file.read(Workspaces::obstacle);
    }

    private static boolean exists(Session session) throws SQLException {
        return session.hasTable("experiments");
    }

    private static void create(Session session, ArtifactRoot artifacts) throws SQLException {
        for (String statement : script().split(";\\s*\\n")) {
            if (!statement.isBlank()) {
                session.execute(statement);
            }
        }
        session.execute(OUR_INDEX);
        ExperimentsTable.insertDefault(session, artifacts);
    }

    private static String script() {
        try (InputStream script = Schema.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException("The resource " + SCRIPT + " is missing from this jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
