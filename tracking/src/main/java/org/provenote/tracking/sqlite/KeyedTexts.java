package org.provenote.tracking.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys and values of params or tags, many runs at once. SQLite hands them over as two JSON arrays for each run, since a
 * row for each costs several times as much on its way out of the native code.
 */
final class KeyedTexts {
    private static final JsonMapper MAPPER = new JsonMapper();

    private KeyedTexts() {}

    static <T> Map<String, List<T>> of(
            Session session, String table, List<String> runIds, BiFunction<String, String, T> entity)
            throws SQLException {
        Map<String, List<List<T>>> grouped = Rows.grouped(
                session,
                "SELECT run_uuid, json_group_array(key), json_group_array(coalesce(value, '')) FROM " + table
                        + " WHERE run_uuid IN (%s) GROUP BY run_uuid",
                runIds,
                row -> joined(row, entity));
        Map<String, List<T>> entities = new HashMap<>();
        grouped.forEach((runId, lists) -> entities.put(runId, lists.get(0)));
        return entities;
    }

    private static <T> List<T> joined(ResultSet row, BiFunction<String, String, T> entity) throws SQLException {
        String[] keys = MAPPER.readValue(row.getString(2), String[].class);
        String[] values = MAPPER.readValue(row.getString(3), String[].class);
        List<T> entities = new ArrayList<>(keys.length);
        for (int i = 0; i < keys.length; i++) {
            entities.add(entity.apply(keys[i], values[i]));
        }
        return entities;
    }
}
