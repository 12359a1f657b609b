package org.provenote.tracking.wire;

import java.util.List;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.RunUpdate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The other half of {@link Wire} and {@link Requests}: what a server reads and writes, for the servers of these tests. */
public final class ServerWire {
    private ServerWire() {}

    public static ExperimentSearch experimentSearch(JsonNode json) {
        return new ExperimentSearch(
                JsonFields.text(json, "filter"),
                ViewType.valueOf(JsonFields.text(json, "view_type")),
                (int) JsonFields.number(json, "max_results", 0),
                texts(json, "order_by"),
                JsonFields.optionalText(json, "page_token").orElse(null));
    }

    public static NewRun newRun(JsonNode json) {
        return new NewRun(
                JsonFields.text(json, "experiment_id"),
                JsonFields.text(json, "user_id"),
                JsonFields.optionalText(json, "run_name").orElse(null),
                JsonFields.number(json, "start_time", 0),
                JsonFields.list(json, "tags", Wire::runTag));
    }

    public static RunUpdate runUpdate(JsonNode json) {
        return new RunUpdate(
                JsonFields.optionalText(json, "status").map(Wire::runStatus).orElse(null),
                JsonFields.optionalNumber(json, "end_time"),
                JsonFields.optionalText(json, "run_name").orElse(null));
    }

    public static RunSearch runSearch(JsonNode json) {
        return new RunSearch(
                texts(json, "experiment_ids"),
                JsonFields.text(json, "filter"),
                ViewType.valueOf(JsonFields.text(json, "run_view_type")),
                (int) JsonFields.number(json, "max_results", 0),
                texts(json, "order_by"),
                JsonFields.optionalText(json, "page_token").orElse(null));
    }

    public static Batch batch(JsonNode json) {
        return new Batch(
                JsonFields.list(json, "metrics", Wire::metric),
                JsonFields.list(json, "params", Wire::param),
                JsonFields.list(json, "tags", Wire::runTag));
    }

    private static List<String> texts(JsonNode json, String name) {
        return JsonFields.list(json, name, JsonNode::asString);
    }

    public static ObjectNode json(Experiment experiment) {
        ObjectNode json = Json.object()
                .put("experiment_id", experiment.experimentId())
                .put("name", experiment.name())
                .put("artifact_location", experiment.artifactLocation())
                .put("lifecycle_stage", experiment.lifecycleStage().toString())
                .put("last_update_time", experiment.lastUpdateTime())
                .put("creation_time", experiment.creationTime());
        return Wire.with(json, "tags", experiment.tags(), Wire::json);
    }

    public static ObjectNode json(Run run) {
        ObjectNode json = Json.object();
        json.set("info", json(run.info()));
        json.set("data", json(run.data()));
        ObjectNode inputs =
                Wire.with(Json.object(), "dataset_inputs", run.inputs().datasetInputs(), Wire::json);
        json.set("inputs", Wire.with(inputs, "model_inputs", run.inputs().modelInputs(), ModelWire::json));
        json.set(
                "outputs",
                Wire.with(Json.object(), "model_outputs", run.outputs().modelOutputs(), ModelWire::json));
        return json;
    }

    public static ObjectNode json(RunInfo info) {
        ObjectNode json = Json.object()
                .put("run_uuid", info.runId())
                .put("experiment_id", info.experimentId())
                .put("run_name", info.runName())
                .put("user_id", info.userId())
                .put("status", info.status().name())
                .put("start_time", info.startTime());
        Long end = info.endTime();
        if (end != null) {
            json.put("end_time", end);
        }
        return json.put("artifact_uri", info.artifactUri())
                .put("lifecycle_stage", info.lifecycleStage().toString())
                .put("run_id", info.runId());
    }

    public static ObjectNode json(RunData data) {
        ObjectNode json = Json.object();
        Wire.with(json, "metrics", data.metrics(), Wire::json);
        Wire.with(json, "params", data.params(), Wire::json);
        return Wire.with(json, "tags", data.tags(), Wire::json);
    }

    /** {@code {"error_code": …, "message": …}}. */
    public static ObjectNode json(MlflowException error) {
        String message = error.getMessage();
        return Json.object().put("error_code", error.errorCode().name()).put("message", message == null ? "" : message);
    }
}
