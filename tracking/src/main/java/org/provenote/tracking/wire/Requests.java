package org.provenote.tracking.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.RunUpdate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The bodies of MLflow's requests: {@code json} writes them, for clients; the other methods read them, for servers. */
public final class Requests {
    private Requests() {}

    /** {@code experiments/create}. */
    public static ObjectNode json(NewExperiment experiment) {
        ObjectNode json = Json.object().put("name", experiment.name());
        if (experiment.artifactLocation() != null) {
            json.put("artifact_location", experiment.artifactLocation());
        }
        return Wire.with(json, "tags", experiment.tags(), Wire::json);
    }

    public static NewExperiment newExperiment(JsonNode json) {
        return new NewExperiment(
                JsonFields.text(json, "name"),
                JsonFields.optionalText(json, "artifact_location").orElse(null),
                JsonFields.list(json, "tags", Wire::experimentTag));
    }

    /** {@code experiments/search}. */
    public static ObjectNode json(ExperimentSearch search) {
        ObjectNode json = Json.object().put("max_results", search.maxResults());
        common(json, search.filter(), search.orderBy(), search.pageToken());
        return json.put("view_type", search.viewType().name());
    }

    public static ExperimentSearch experimentSearch(JsonNode json) {
        return new ExperimentSearch(
                JsonFields.text(json, "filter"),
                viewType(JsonFields.text(json, "view_type")),
                maxResults(json, 0),
                JsonFields.texts(json, "order_by"),
                JsonFields.optionalText(json, "page_token").orElse(null));
    }

    /** {@code runs/create}. */
    public static ObjectNode json(NewRun run) {
        ObjectNode json = Json.object()
                .put("experiment_id", run.experimentId())
                .put("user_id", run.userId())
                .put("start_time", run.startTime());
        if (run.runName() != null) {
            json.put("run_name", run.runName());
        }
        return Wire.with(json, "tags", run.tags(), Wire::json);
    }

    public static NewRun newRun(JsonNode json) {
        return new NewRun(
                JsonFields.text(json, "experiment_id"),
                JsonFields.text(json, "user_id"),
                JsonFields.optionalText(json, "run_name").orElse(null),
                JsonFields.number(json, "start_time", 0),
                JsonFields.list(json, "tags", Wire::runTag));
    }

    /** {@code runs/update}. */
    public static ObjectNode json(String runId, RunUpdate update) {
        ObjectNode json = Json.object().put("run_id", runId).put("run_uuid", runId);
        RunStatus status = update.status();
        Long end = update.endTime();
        if (status != null) {
            json.put("status", status.name());
        }
        if (end != null) {
            json.put("end_time", end);
        }
        return update.runName() == null ? json : json.put("run_name", update.runName());
    }

    public static RunUpdate runUpdate(JsonNode json) {
        return new RunUpdate(
                JsonFields.optionalText(json, "status").map(Wire::runStatus).orElse(null),
                JsonFields.optionalNumber(json, "end_time"),
                JsonFields.optionalText(json, "run_name").orElse(null));
    }

    /** {@code runs/search}. */
    public static ObjectNode json(RunSearch search) {
        ObjectNode json = Wire.with(Json.object(), "experiment_ids", search.experimentIds(), StringNode::valueOf);
        common(json, search.filter(), search.orderBy(), search.pageToken());
        return json.put("run_view_type", search.viewType().name()).put("max_results", search.maxResults());
    }

    public static RunSearch runSearch(JsonNode json) {
        return new RunSearch(
                JsonFields.texts(json, "experiment_ids"),
                JsonFields.text(json, "filter"),
                viewType(JsonFields.text(json, "run_view_type")),
                maxResults(json, RunSearch.DEFAULT_MAX_RESULTS),
                JsonFields.texts(json, "order_by"),
                JsonFields.optionalText(json, "page_token").orElse(null));
    }

    /** {@code runs/log-batch}. */
    public static ObjectNode json(String runId, Batch batch) {
        ObjectNode json = Json.object().put("run_id", runId);
        Wire.with(json, "metrics", batch.metrics(), Wire::json);
        Wire.with(json, "params", batch.params(), Wire::json);
        return Wire.with(json, "tags", batch.tags(), Wire::json);
    }

    public static Batch batch(JsonNode json) {
        return new Batch(
                JsonFields.list(json, "metrics", Wire::metric),
                JsonFields.list(json, "params", Wire::param),
                JsonFields.list(json, "tags", Wire::runTag));
    }

    private static void common(ObjectNode json, String filter, List<String> orderBy, @Nullable String pageToken) {
        if (!filter.isEmpty()) {
            json.put("filter", filter);
        }
        Wire.with(json, "order_by", orderBy, StringNode::valueOf);
        if (pageToken != null) {
            json.put("page_token", pageToken);
        }
    }

    private static int maxResults(JsonNode json, int absent) {
        return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, JsonFields.number(json, "max_results", absent)));
    }

    /** MLflow's default is to show what is not in the trash. */
    private static ViewType viewType(String name) {
        try {
            return name.isEmpty() ? ViewType.ACTIVE_ONLY : ViewType.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw MlflowException.invalid(
                    "Invalid value \"" + name + "\" for a view type: expected one of " + List.of(ViewType.values()));
        }
    }
}
