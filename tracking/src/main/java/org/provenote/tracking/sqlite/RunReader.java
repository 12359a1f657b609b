package org.provenote.tracking.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.ModelOutput;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunInputs;
import org.provenote.tracking.entities.RunOutputs;
import org.provenote.tracking.entities.RunTag;

/** Joins runs with what was logged to them: one query for each kind, however many runs there are. */
final class RunReader {
    private RunReader() {}

    /** One run, with the models that it used as well: as in MLflow, lists of runs are without. */
    static Run one(Session session, String runId) throws SQLException {
        List<RunInfo> info = List.of(RunsTable.get(session, runId));
        Run run =
                complete(session, info, LoggedData.of(session, List.of(runId))).get(0);
        return new Run(
                run.info(),
                run.data(),
                new RunInputs(run.inputs().datasetInputs(), RunModelsTable.inputsOf(session, runId)),
                run.outputs());
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

    static List<Run> all(SharedRead read, List<RunInfo> infos) throws SQLException {
        return complete(read.session(), infos, read.all(ids(infos), LoggedData::of));
    }

    private static List<Run> complete(Session session, List<RunInfo> infos, List<RunData> data) throws SQLException {
        List<String> ids = ids(infos);
        Map<String, List<DatasetInput>> inputs = InputsTable.of(session, ids);
        Map<String, List<ModelOutput>> outputs = RunModelsTable.outputsOf(session, ids);
        List<Run> runs = new ArrayList<>(infos.size());
        for (int i = 0; i < ids.size(); i++) {
            RunInfo info = infos.get(i);
            RunData logged = data.get(i);
            runs.add(new Run(
                    // A look into its tags would have each run's JSON read.
                    isNamed(info) ? info : named(info, logged.tag(RunTag.RUN_NAME)),
                    logged,
                    new RunInputs(inputs.get(ids.get(i)), null),
                    new RunOutputs(outputs.get(ids.get(i)))));
        }
        return runs;
    }

    private static List<String> ids(List<RunInfo> infos) {
        return infos.stream().map(RunInfo::runId).toList();
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
