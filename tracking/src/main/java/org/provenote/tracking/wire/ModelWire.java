package org.provenote.tracking.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.LoggedModel;
import org.provenote.tracking.entities.LoggedModelData;
import org.provenote.tracking.entities.LoggedModelInfo;
import org.provenote.tracking.entities.LoggedModelStatus;
import org.provenote.tracking.entities.LoggedModelTag;
import org.provenote.tracking.entities.ModelInput;
import org.provenote.tracking.entities.ModelMetric;
import org.provenote.tracking.entities.ModelOutput;
import org.provenote.tracking.store.LoggedModelSearch;
import org.provenote.tracking.store.LoggedModelSearch.By;
import org.provenote.tracking.store.LoggedModelSearch.OnDataset;
import org.provenote.tracking.store.NewLoggedModel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Logged models to and from MLflow's JSON, by the rules of {@link Wire}. */
public final class ModelWire {
    private ModelWire() {}

    // Models as a server answers them

    public static LoggedModel model(JsonNode json) {
        return new LoggedModel(info(json.path("info")), data(json.path("data")));
    }

    private static LoggedModelInfo info(JsonNode json) {
        return new LoggedModelInfo(
                JsonFields.requiredText(json, "model_id"),
                JsonFields.text(json, "experiment_id"),
                JsonFields.text(json, "name"),
                JsonFields.number(json, "creation_timestamp_ms", 0),
                JsonFields.number(json, "last_updated_timestamp_ms", 0),
                JsonFields.text(json, "artifact_uri"),
                LoggedModelStatus.valueOf(JsonFields.optionalText(json, "status")
                        .orElse(LoggedModelStatus.LOGGED_MODEL_STATUS_UNSPECIFIED.name())),
                text(json, "model_type"),
                text(json, "source_run_id"),
                text(json, "status_message"),
                JsonFields.list(
                        json,
                        "tags",
                        tag -> new LoggedModelTag(JsonFields.text(tag, "key"), JsonFields.text(tag, "value"))));
    }

    private static LoggedModelData data(JsonNode json) {
        return new LoggedModelData(
                JsonFields.list(json, "params", Wire::param), JsonFields.list(json, "metrics", ModelWire::metric));
    }

    private static ModelMetric metric(JsonNode json) {
        return new ModelMetric(
                JsonFields.text(json, "key"),
                JsonFields.decimal(json, "value"),
                JsonFields.number(json, "timestamp", 0),
                JsonFields.number(json, "step", 0),
                JsonFields.text(json, "model_id"),
                text(json, "dataset_name"),
                text(json, "dataset_digest"),
                JsonFields.text(json, "run_id"));
    }

    private static @Nullable String text(JsonNode json, String name) {
        return JsonFields.optionalText(json, name).orElse(null);
    }

    // Requests

    public static ObjectNode json(NewLoggedModel model) {
        ObjectNode json = Json.object().put("experiment_id", model.experimentId());
        put(json, "name", model.name());
        put(json, "model_type", model.modelType());
        put(json, "source_run_id", model.sourceRunId());
        Wire.with(json, "params", model.params(), Wire::json);
        return tags(json, model.tags());
    }

    public static ObjectNode tags(ObjectNode json, List<LoggedModelTag> tags) {
        return Wire.with(
                json, "tags", tags, tag -> Json.object().put("key", tag.key()).put("value", tag.value()));
    }

    public static ObjectNode json(LoggedModelSearch search) {
        ObjectNode json = Json.object();
        json.set("experiment_ids", experimentIds(search));
        put(json, "filter", search.filter().isEmpty() ? null : search.filter());
        Wire.with(json, "datasets", search.datasets(), ModelWire::json);
        json.put("max_results", search.maxResults());
        if (!search.orderBy().isEmpty()) {
            json.set("order_by", orderBy(search));
        }
        put(json, "page_token", search.pageToken());
        return json;
    }

    public static ArrayNode experimentIds(LoggedModelSearch search) {
        ArrayNode ids = Json.array();
        search.experimentIds().forEach(ids::add);
        return ids;
    }

    public static ArrayNode orderBy(LoggedModelSearch search) {
        ArrayNode orders = Json.array();
        search.orderBy().forEach(by -> orders.add(json(by)));
        return orders;
    }

    private static ObjectNode json(By by) {
        ObjectNode json = Json.object().put("field_name", by.field()).put("ascending", by.ascending());
        put(json, "dataset_name", by.datasetName());
        return put(json, "dataset_digest", by.datasetDigest());
    }

    private static ObjectNode json(OnDataset dataset) {
        return put(Json.object().put("dataset_name", dataset.name()), "dataset_digest", dataset.digest());
    }

    /** A point as {@code log-batch} takes it. */
    public static ObjectNode json(ModelMetric point) {
        ObjectNode json = Wire.json(point.ofRun()).put("model_id", point.modelId());
        put(json, "dataset_name", point.datasetName());
        return put(json, "dataset_digest", point.datasetDigest());
    }

    // Models of runs

    public static ObjectNode json(ModelInput input) {
        return Json.object().put("model_id", input.modelId());
    }

    public static ModelInput input(JsonNode json) {
        return new ModelInput(JsonFields.text(json, "model_id"));
    }

    public static ObjectNode json(ModelOutput output) {
        return Json.object().put("model_id", output.modelId()).put("step", output.step());
    }

    public static ModelOutput output(JsonNode json) {
        return new ModelOutput(JsonFields.text(json, "model_id"), JsonFields.number(json, "step", 0));
    }

    private static ObjectNode put(ObjectNode json, String name, @Nullable String value) {
        return value == null ? json : json.put(name, value);
    }
}
