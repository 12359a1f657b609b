package org.provenote.tracking.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.JsonValue;
import org.provenote.tracking.entities.ModelInput;
import org.provenote.tracking.entities.ModelOutput;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunInputs;
import org.provenote.tracking.entities.RunOutputs;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.validation.Validation;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.Wire;

/**
 * Joins runs with what was logged to them: one query for each kind, however many runs there are. What all have comes as JSON,
 * since what costs is the number of values on their way out of the native code.
 */
final class RunReader {
    private static final String JSON = "SELECT " + RunJson.INFO + ", " + RunJson.DATA;

    private static final String ONE = JSON + " FROM runs WHERE run_uuid = ?";

    /** In the order asked for. */
    static final String SEVERAL =
            JSON + " FROM json_each(?) asked CROSS JOIN runs ON unlikely(runs.run_uuid = asked.value)";

    private RunReader() {}

    /** One run, with the models that it used as well: as in MLflow, lists of runs are without. */
    static Run one(Session session, String runId) throws SQLException {
        Written written = session.first(ONE, Written::of, runId).orElseThrow(() -> Validation.unknownRun(runId));
        return complete(
                        session,
                        List.of(runId),
                        List.of(written),
                        Map.of(runId, RunModelsTable.inputsOf(session, runId)))
                .get(0);
    }

    static RunInfo info(Session session, String runId) throws SQLException {
        RunInfo info = RunsTable.get(session, runId);
        return isNamed(info) ? info : named(info, TagsTable.value(session, runId, RunTag.RUN_NAME));
    }

    /** A run as it was just inserted: nothing but tags can be there yet, and of those with one key the last is. */
    static Run fresh(Run inserted) {
        Map<String, RunTag> tags = new LinkedHashMap<>();
        inserted.data().tags().forEach(tag -> tags.put(tag.key(), tag));
        return new Run(inserted.info(), new RunData(null, null, List.copyOf(tags.values())), null, null);
    }

    /** The runs of these ids, which are there. */
    static List<Run> all(SharedRead read, List<String> ids) throws SQLException {
        List<Written> written = read.all(ids, (session, part) -> session.query(SEVERAL, Written::of, Json.text(part)));
        return complete(read.session(), ids, written, Map.of());
    }

    private static List<Run> complete(
            Session session, List<String> ids, List<Written> written, Map<String, List<ModelInput>> models)
            throws SQLException {
        Map<String, List<DatasetInput>> datasets = InputsTable.of(session, ids);
        Map<String, List<ModelOutput>> outputs = RunModelsTable.outputsOf(session, ids);
        List<Run> runs = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            runs.add(new Run(
                    written.get(i).info,
                    written.get(i).data,
                    new RunInputs(datasets.get(id), models.get(id)),
                    new RunOutputs(outputs.get(id))));
        }
        return runs;
    }

    /** What SQLite wrote of a run. */
    private record Written(JsonValue<RunInfo> info, JsonValue<RunData> data) {
        static Written of(ResultSet row) throws SQLException {
            return new Written(
                    new JsonValue<>(row.getString(1), json -> Wire.runInfo(Json.parse(json))),
                    new JsonValue<>(row.getString(2), json -> Wire.runData(Json.parse(json))));
        }
    }

    /** Runs of MLflow before 1.30 have their name in a tag only. */
    private static boolean isNamed(RunInfo info) {
        return !info.runName().isEmpty();
    }

    private static RunInfo named(RunInfo info, Optional<String> tag) {
        return new RunInfo(
                info.runId(),
                tag.orElse(""),
                info.experimentId(),
                info.userId(),
                info.status(),
                info.startTime(),
                info.endTime(),
                info.artifactUri(),
                info.lifecycleStage());
    }
}
