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
    private static final String RUN = "SELECT runs.run_uuid, " + RunJson.INFO + ", " + RunJson.DATA;

    private static final String ONE = RUN + " FROM runs WHERE run_uuid = ?";

    /** In the order asked for. */
    static final String SEVERAL =
            RUN + " FROM json_each(?) asked CROSS JOIN runs ON unlikely(runs.run_uuid = asked.value)";

    private static final String SEVERAL_WITHOUT_INDEX = SEVERAL.replace("JOIN runs ON", "JOIN runs NOT INDEXED ON");

    private RunReader() {}

    /** One run, with the models that it used as well: as in MLflow, lists of runs are without. */
    static Run one(Session session, String runId) throws SQLException {
        Written written = session.first(ONE, Written::of, runId).orElseThrow(() -> Validation.unknownRun(runId));
        return complete(session, List.of(written), Map.of(runId, RunModelsTable.inputsOf(session, runId)))
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

    /** The runs that a search has found. */
    static List<Run> all(SharedRead read, List<String> ids) throws SQLException {
        return complete(read.session(), read.all(ids, RunReader::several), Map.of());
    }

    private static List<Written> several(Session session, List<String> ids) throws SQLException {
        List<Written> found = session.query(SEVERAL, Written::of, Json.text(ids));
        // A damaged index may hide some.
        return found.size() == ids.size() ? found : session.query(SEVERAL_WITHOUT_INDEX, Written::of, Json.text(ids));
    }

    private static List<Run> complete(Session session, List<Written> written, Map<String, List<ModelInput>> models)
            throws SQLException {
        List<String> ids = written.stream().map(Written::id).toList();
        Map<String, List<DatasetInput>> datasets = InputsTable.of(session, ids);
        Map<String, List<ModelOutput>> outputs = RunModelsTable.outputsOf(session, ids);
        List<Run> runs = new ArrayList<>(written.size());
        for (Written run : written) {
            runs.add(new Run(
                    run.info,
                    run.data,
                    new RunInputs(datasets.get(run.id), models.get(run.id)),
                    new RunOutputs(outputs.get(run.id))));
        }
        return runs;
    }

    /** What SQLite wrote of a run. */
    private record Written(String id, JsonValue<RunInfo> info, JsonValue<RunData> data) {
        static Written of(ResultSet row) throws SQLException {
            return new Written(
                    row.getString(1),
                    new JsonValue<>(row.getString(2), json -> Wire.runInfo(Json.parse(json))),
                    new JsonValue<>(row.getString(3), json -> Wire.runData(Json.parse(json))));
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
