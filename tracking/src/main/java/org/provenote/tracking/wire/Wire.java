package org.provenote.tracking.wire;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.DatasetSummary;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunInputs;
import org.provenote.tracking.entities.RunOutputs;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Entities to and from MLflow's JSON. {@code json(x)} writes what clients send: snake case, numbers as numbers, NaN and
 * infinities as strings, no field for an empty list or a missing value. The method named after an entity reads what servers
 * answer, and ignores fields that it does not know.
 */
public final class Wire {
    private Wire() {}

    // Experiments

    public static Experiment experiment(JsonNode json) {
        return new Experiment(
                JsonFields.text(json, "experiment_id"),
                JsonFields.text(json, "name"),
                JsonFields.text(json, "artifact_location"),
                LifecycleStage.of(JsonFields.text(json, "lifecycle_stage")),
                JsonFields.number(json, "creation_time", 0),
                JsonFields.number(json, "last_update_time", 0),
                JsonFields.list(json, "tags", Wire::experimentTag),
                JsonFields.optionalText(json, "workspace").orElse(null));
    }

    public static ObjectNode json(ExperimentTag tag) {
        return pair(tag.key(), tag.value());
    }

    public static ExperimentTag experimentTag(JsonNode json) {
        return new ExperimentTag(JsonFields.text(json, "key"), JsonFields.text(json, "value"));
    }

    // Runs

    public static Run run(JsonNode json) {
        return new Run(
                runInfo(json.path("info")),
                runData(json.path("data")),
                new RunInputs(
                        JsonFields.list(json.path("inputs"), "dataset_inputs", Wire::datasetInput),
                        JsonFields.list(json.path("inputs"), "model_inputs", ModelWire::input)),
                new RunOutputs(JsonFields.list(json.path("outputs"), "model_outputs", ModelWire::output)));
    }

    public static RunInfo runInfo(JsonNode json) {
        return new RunInfo(
                runId(json),
                JsonFields.text(json, "run_name"),
                JsonFields.text(json, "experiment_id"),
                JsonFields.text(json, "user_id"),
                runStatus(JsonFields.optionalText(json, "status").orElse(RunStatus.RUNNING.name())),
                JsonFields.number(json, "start_time", 0),
                JsonFields.optionalNumber(json, "end_time"),
                JsonFields.text(json, "artifact_uri"),
                LifecycleStage.of(JsonFields.text(json, "lifecycle_stage")));
    }

    /** A run's id under its present or its older name. */
    public static String runId(JsonNode json) {
        return JsonFields.optionalText(json, "run_id")
                .filter(id -> !id.isEmpty())
                .orElseGet(() -> JsonFields.text(json, "run_uuid"));
    }

    /** A status by its name in any case. */
    public static RunStatus runStatus(String name) {
        try {
            return RunStatus.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw MlflowException.invalid("Invalid value \"" + name
                    + "\" for parameter 'status' supplied: expected one of " + List.of(RunStatus.values()));
        }
    }

    public static RunData runData(JsonNode json) {
        return new RunData(
                JsonFields.list(json, "metrics", Wire::metric),
                JsonFields.list(json, "params", Wire::param),
                JsonFields.list(json, "tags", Wire::runTag));
    }

    // What is logged

    public static ObjectNode json(Metric metric) {
        ObjectNode json = Json.object().put("key", metric.key());
        return number(json, "value", metric.value())
                .put("timestamp", metric.timestamp())
                .put("step", metric.step());
    }

    public static Metric metric(JsonNode json) {
        return new Metric(
                JsonFields.text(json, "key"),
                JsonFields.decimal(json, "value"),
                JsonFields.number(json, "timestamp", 0),
                JsonFields.number(json, "step", 0));
    }

    public static ObjectNode json(Param param) {
        return pair(param.key(), param.value());
    }

    public static Param param(JsonNode json) {
        return new Param(JsonFields.text(json, "key"), JsonFields.text(json, "value"));
    }

    public static ObjectNode json(RunTag tag) {
        return pair(tag.key(), tag.value());
    }

    public static RunTag runTag(JsonNode json) {
        return new RunTag(JsonFields.text(json, "key"), JsonFields.text(json, "value"));
    }

    public static ObjectNode json(DatasetInput input) {
        ObjectNode json = with(Json.object(), "tags", input.tags(), tag -> pair(tag.key(), tag.value()));
        json.set("dataset", json(input.dataset()));
        return json;
    }

    public static DatasetInput datasetInput(JsonNode json) {
        return new DatasetInput(
                JsonFields.list(
                        json, "tags", tag -> new InputTag(JsonFields.text(tag, "key"), JsonFields.text(tag, "value"))),
                dataset(json.path("dataset")));
    }

    public static DatasetSummary datasetSummary(JsonNode json) {
        return new DatasetSummary(
                JsonFields.requiredText(json, "experiment_id"),
                JsonFields.requiredText(json, "name"),
                JsonFields.requiredText(json, "digest"),
                JsonFields.optionalText(json, "context").orElse(null));
    }

    private static ObjectNode json(Dataset dataset) {
        ObjectNode json = Json.object()
                .put("name", dataset.name())
                .put("digest", dataset.digest())
                .put("source_type", dataset.sourceType())
                .put("source", dataset.source());
        if (dataset.schema() != null) {
            json.put("schema", dataset.schema());
        }
        return dataset.profile() == null ? json : json.put("profile", dataset.profile());
    }

    private static Dataset dataset(JsonNode json) {
        return new Dataset(
                JsonFields.requiredText(json, "name"),
                JsonFields.requiredText(json, "digest"),
                JsonFields.text(json, "source_type"),
                JsonFields.text(json, "source"),
                JsonFields.optionalText(json, "schema").orElse(null),
                JsonFields.optionalText(json, "profile").orElse(null));
    }

    // Artifacts

    /** MLflow's server leaves out the size of an empty file. */
    public static FileInfo fileInfo(JsonNode json) {
        boolean isDir = json.path("is_dir").asBoolean(false);
        return new FileInfo(
                JsonFields.text(json, "path"), isDir, isDir ? null : JsonFields.number(json, "file_size", 0));
    }

    // Shapes

    /** Adds a list under a name, or nothing when it is empty, as protobuf does. */
    public static <T> ObjectNode with(
            ObjectNode json, String name, List<T> items, Function<T, ? extends JsonNode> mapper) {
        if (!items.isEmpty()) {
            ArrayNode array = json.putArray(name);
            items.forEach(item -> array.add(mapper.apply(item)));
        }
        return json;
    }

    /** Adds a double; JSON has no NaN and no infinities, so these go as strings. */
    static ObjectNode number(ObjectNode json, String name, double value) {
        return Double.isFinite(value) ? json.put(name, value) : json.put(name, Double.toString(value));
    }

    private static ObjectNode pair(String key, String value) {
        return Json.object().put("key", key).put("value", value);
    }
}
