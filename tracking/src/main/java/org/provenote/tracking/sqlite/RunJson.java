package org.provenote.tracking.sqlite;

import org.provenote.tracking.entities.RunTag;

/**
 * SQL expressions for what a run is and for its latest metrics, params and tags, as the JSON of MLflow's REST API: a server passes
 * on what SQLite writes. They are of the row of {@code runs} that a statement has come to. SQLite writes numbers with up to 17
 * digits, which are read back exactly.
 */
final class RunJson {
    private static final String KEY = "'key', " + text("key");

    /** JSON has no NaN and no infinities. MLflow's server writes them as words; only other programs store the latter. */
    private static final String NUMBER = "CASE WHEN is_nan OR value IS NULL THEN 'NaN'"
            + " WHEN CAST(value AS REAL) = 9e999 THEN 'Infinity' WHEN CAST(value AS REAL) = -9e999 THEN '-Infinity'"
            + " ELSE CAST(value AS REAL) END";

    /** An object with a member for each list that is not empty. */
    static final String DATA = "'{' || concat_ws(',', "
            + list(
                    "metrics",
                    "latest_metrics",
                    "'value', " + NUMBER + ", 'timestamp', " + integer("timestamp") + ", 'step', CAST(step AS INTEGER)")
            + ", " + list("params", "params", "'value', " + text("value"))
            + ", " + list("tags", "tags", "'value', " + text("value"))
            + ") || '}'";

    /** Runs of MLflow before 1.30 have their name in a tag only. */
    private static final String NAME = "CASE WHEN " + text("runs.name") + " <> '' THEN " + text("runs.name")
            + " ELSE coalesce((SELECT " + text("value") + " FROM tags WHERE tags.run_uuid = runs.run_uuid AND key = '"
            + RunTag.RUN_NAME + "'), '') END";

    /** The id twice, since {@code run_uuid} is what clients before 1.0 read. */
    private static final String BEFORE_END = "'run_id', " + text("runs.run_uuid")
            + ", 'run_uuid', " + text("runs.run_uuid")
            + ", 'run_name', " + NAME
            + ", 'experiment_id', " + text("runs.experiment_id")
            + ", 'user_id', " + text("runs.user_id")
            + ", 'status', CAST(" + RunsTable.STATUS + " AS TEXT)"
            + ", 'start_time', " + integer("runs.start_time");

    private static final String AFTER_END = "'artifact_uri', " + text("runs.artifact_uri")
            + ", 'lifecycle_stage', CASE runs.lifecycle_stage WHEN 'deleted' THEN 'deleted' ELSE 'active' END";

    private static final String END = integer("runs.end_time");

    /** Without an end while the run goes on; MLflow takes the time 0 for none. */
    static final String INFO = "CASE WHEN " + END + " = 0 THEN json_object(" + BEFORE_END + ", " + AFTER_END
            + ") ELSE json_object(" + BEFORE_END + ", 'end_time', " + END + ", " + AFTER_END + ") END";

    private RunJson() {}

    /**
     * What a table has of the run, as a member; {@code NULL} where it has nothing. A correlated query finds a run's rows by the
     * index and keeps their order. Statistics of a file that had one run say that all rows are of the run that is asked for;
     * SQLite would scan them for each, were that not called unlikely.
     */
    private static String list(String name, String table, String fields) {
        return "'\"" + name + "\":' || nullif((SELECT json_group_array(json_object(" + KEY + ", " + fields + ")) FROM "
                + table + " WHERE unlikely(" + table + ".run_uuid = runs.run_uuid)), '[]')";
    }

    /** A text column, {@code ""} where it is null. JSON has no form for the bytes that other programs may have put there. */
    private static String text(String column) {
        return "CAST(coalesce(" + column + ", '') AS TEXT)";
    }

    /** An integer column, 0 where it is null. */
    private static String integer(String column) {
        return "CAST(coalesce(" + column + ", 0) AS INTEGER)";
    }
}
