package org.provenote.magics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;

/** Runs as the sidebar's code reads them, so that a notebook shows the same rows inline; field names are MLflow's. */
final class RunsData {
    /** Jupyter's mime type for them. */
    static final String MIME_TYPE = "application/vnd.provenote.runs+json";

    private RunsData() {}

    static Map<String, Object> of(Experiment experiment, List<Run> runs) {
        return Map.of(
                "experiment", Map.of("experiment_id", experiment.experimentId(), "name", experiment.name()),
                "runs", runs.stream().map(RunsData::run).toList());
    }

    private static Map<String, Object> run(Run run) {
        return Map.of(
                "info",
                info(run.info()),
                "data",
                Map.of(
                        "metrics",
                                run.data().metrics().stream()
                                        .map(RunsData::metric)
                                        .toList(),
                        "params",
                                run.data().params().stream()
                                        .map(RunsData::param)
                                        .toList()));
    }

    private static Map<String, Object> info(RunInfo info) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run_id", info.runId());
        fields.put("run_name", info.runName());
        fields.put("experiment_id", info.experimentId());
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
}
