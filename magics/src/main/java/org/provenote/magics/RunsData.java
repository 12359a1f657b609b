package org.provenote.magics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.provenote.provenance.run.RunTags;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunTag;

/** Runs as the sidebar's code reads them, so that a notebook shows the same rows inline; field names are MLflow's. */
final class RunsData {
    /** Jupyter's mime type for them. */
    static final String MIME_TYPE = "application/vnd.provenote.runs+json";

    private RunsData() {}

    /** @param next the newest of the runs that are left out, which tells what the last one shown changed */
    static Map<String, Object> of(Experiment experiment, List<Run> runs, Optional<Run> next) {
        return Map.of(
                "experiment", Map.of("experiment_id", experiment.experimentId(), "name", experiment.name()),
                "runs", all(runs, RunsData::run),
                "next", all(next.stream().toList(), RunsData::run));
    }

    private static Map<String, Object> run(Run run) {
        RunData data = run.data();
        Map<String, Object> logged = Map.of(
                "metrics", all(data.metrics(), RunsData::metric),
                "params", all(data.params(), RunsData::param),
                "tags", all(badge(data), RunsData::tag));
        return Map.of("info", info(run.info()), "data", logged);
    }

    private static <T> List<Map<String, Object>> all(List<T> values, Function<T, Map<String, Object>> fields) {
        return values.stream().map(fields).toList();
    }

    /** Of the tags the one that is shown. */
    private static List<RunTag> badge(RunData data) {
        return data.tags().stream()
                .filter(tag -> tag.key().equals(RunTags.BADGE))
                .toList();
    }

    private static Map<String, Object> info(RunInfo info) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run_id", info.runId());
        fields.put("run_name", info.runName());
        fields.put("experiment_id", info.experimentId());
        fields.put("user_id", info.userId());
        fields.put("status", info.status().toString());
        fields.put("start_time", info.startTime());
        if (info.endTime() != null) {
            fields.put("end_time", info.endTime());
        }
        return fields;
    }

    private static Map<String, Object> metric(Metric metric) {
        // JSON has no NaN and no infinity: these three are words, as on the server's wire.
        Object value = Double.isFinite(metric.value()) ? metric.value() : Double.toString(metric.value());
        return Map.of("key", metric.key(), "value", value, "timestamp", metric.timestamp(), "step", metric.step());
    }

    private static Map<String, Object> param(Param param) {
        return Map.of("key", param.key(), "value", param.value());
    }

    private static Map<String, Object> tag(RunTag tag) {
        return Map.of("key", tag.key(), "value", tag.value());
    }
}
