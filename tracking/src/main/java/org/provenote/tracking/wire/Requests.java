package org.provenote.tracking.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.RunUpdate;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The bodies of MLflow's requests, as clients write them. */
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

    /** {@code experiments/search}. */
    public static ObjectNode json(ExperimentSearch search) {
        ObjectNode json = Json.object().put("max_results", search.maxResults());
        common(json, search.filter(), search.orderBy(), search.pageToken());
        return json.put("view_type", search.viewType().name());
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

    /** {@code runs/search}. */
    public static ObjectNode json(RunSearch search) {
        ObjectNode json = Wire.with(Json.object(), "experiment_ids", search.experimentIds(), StringNode::valueOf);
        common(json, search.filter(), search.orderBy(), search.pageToken());
        return json.put("run_view_type", search.viewType().name()).put("max_results", search.maxResults());
    }

    /** {@code runs/log-batch}. */
    public static ObjectNode json(String runId, Batch batch) {
        ObjectNode json = Json.object().put("run_id", runId);
        Wire.with(json, "metrics", batch.metrics(), Wire::json);
        Wire.with(json, "params", batch.params(), Wire::json);
        return Wire.with(json, "tags", batch.tags(), Wire::json);
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
}
