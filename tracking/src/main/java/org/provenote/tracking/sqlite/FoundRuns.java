package org.provenote.tracking.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.search.SearchSql;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs that a search found. SQLite hands each column over as one JSON array, since what costs is the number of values on
 * their way out of the native code.
 */
final class FoundRuns {
    private static final JsonMapper MAPPER = new JsonMapper();

    private FoundRuns() {}

    /** In the order of the search, which selects {@link RunsTable#COLUMNS}. */
    static List<RunInfo> of(Session session, SearchSql search) throws SQLException {
        return session.first(
                        "SELECT " + texts("run_uuid") + ", " + texts("name") + ", " + texts("experiment_id") + ", "
                                + texts("user_id") + ", " + texts("status") + ", " + numbers("start_time") + ", "
                                + numbers("end_time") + ", " + texts("artifact_uri") + ", " + texts("lifecycle_stage")
                                + " FROM (" + search.text() + ")",
                        FoundRuns::runs,
                        search.values().toArray())
                .orElseThrow();
    }

    private static List<RunInfo> runs(ResultSet row) throws SQLException {
        String[] ids = column(row, 1, String[].class);
        String[] names = column(row, 2, String[].class);
        String[] experimentIds = column(row, 3, String[].class);
        String[] users = column(row, 4, String[].class);
        String[] statuses = column(row, 5, String[].class);
        @Nullable Long[] starts = column(row, 6, Long[].class);
        @Nullable Long[] ends = column(row, 7, Long[].class);
        String[] artifactUris = column(row, 8, String[].class);
        String[] stages = column(row, 9, String[].class);
        List<RunInfo> runs = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            runs.add(new RunInfo(
                    ids[i],
                    names[i],
                    experimentIds[i],
                    users[i],
                    RunStatus.valueOf(statuses[i]),
                    Objects.requireNonNullElse(starts[i], 0L),
                    ends[i],
                    artifactUris[i],
                    LifecycleStage.of(stages[i])));
        }
        return runs;
    }

    /** A text column, {@code ""} where it is null. */
    private static String texts(String column) {
        // JSON has no form for the bytes that other programs may have put there.
        return "json_group_array(CAST(coalesce(" + column + ", '') AS TEXT))";
    }

    private static String numbers(String column) {
        return "json_group_array(CAST(" + column + " AS INTEGER))";
    }

    private static <T> T column(ResultSet row, int column, Class<T> type) throws SQLException {
        return MAPPER.readValue(row.getString(column), type);
    }
}
