package org.provenote.tracking.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.search.SearchSql;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
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
        List<String> ids = texts(row, 1);
        List<String> names = texts(row, 2);
        List<String> experimentIds = texts(row, 3);
        List<String> users = texts(row, 4);
        List<String> statuses = texts(row, 5);
        List<@Nullable Long> starts = numbers(row, 6);
        List<@Nullable Long> ends = numbers(row, 7);
        List<String> artifactUris = texts(row, 8);
        List<String> stages = texts(row, 9);
        List<RunInfo> runs = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            runs.add(new RunInfo(
                    ids.get(i),
                    names.get(i),
                    experimentIds.get(i),
                    users.get(i),
                    RunStatus.valueOf(statuses.get(i)),
                    Objects.requireNonNullElse(starts.get(i), 0L),
                    ends.get(i),
                    artifactUris.get(i),
                    LifecycleStage.of(stages.get(i))));
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

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return column(row, column, JsonParser::getString);
    }

    private static List<@Nullable Long> numbers(ResultSet row, int column) throws SQLException {
        return column(row, column, json -> json.currentToken() == JsonToken.VALUE_NULL ? null : json.getLongValue());
    }

    /** Value by value: through the mapper's reflection it takes longer until the JVM has compiled it. */
    private static <T> List<T> column(ResultSet row, int column, Function<JsonParser, T> value) throws SQLException {
        List<T> values = new ArrayList<>();
        try (JsonParser json = MAPPER.createParser(row.getString(column))) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                values.add(value.apply(json));
            }
        }
        return values;
    }
}
