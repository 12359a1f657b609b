package org.provenote.tracking.rest;

import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.DatasetSummary;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunsOfExperiment;
import org.provenote.tracking.rest.Http.Repeat;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.LoggedModels;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RemoteServer;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.validation.Validation;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.JsonFields;
import org.provenote.tracking.wire.Requests;
import org.provenote.tracking.wire.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Experiments and runs behind MLflow's REST API. What the server refuses is thrown with its own code and words. Logging
 * may be repeated without harm, so it is, after a failure; creating may not.
 */
final class RestStore implements TrackingStore {
    private static final String API = "api/2.0/mlflow/";

    /** Characters: in UTF-8, what users write takes a little more than one byte each. */
    private static final int MAX_BATCH = 500_000;

    private final Http http;
    private final LoggedModels models;

    RestStore(Http http) {
        this.http = http;
        this.models = new RestLoggedModels(http);
    }

    @Override
    public String trackingUri() {
        return http.endpoint().trackingUri();
    }

    @Override
    public TrackingStore withoutRetries() {
        return new RestStore(http.withoutRetries());
    }

    // Experiments

    @Override
    public String createExperiment(NewExperiment experiment) {
        return JsonFields.requiredText(
                http.post(API + "experiments/create", Requests.json(experiment), Repeat.NEVER), "experiment_id");
    }

    @Override
    public Experiment getExperiment(String experimentId) {
        return Wire.experiment(
                http.get(url("experiments/get", "experiment_id", experimentId)).path("experiment"));
    }

    @Override
    public Optional<Experiment> findExperiment(String name) {
        try {
            JsonNode found = http.get(url("experiments/get-by-name", "experiment_name", name));
            return Optional.of(Wire.experiment(found.path("experiment")));
        } catch (MlflowException e) {
            if (e.errorCode() == ErrorCode.RESOURCE_DOES_NOT_EXIST) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Page<Experiment> searchExperiments(ExperimentSearch search) {
        JsonNode found = http.post(API + "experiments/search", Requests.json(search), Repeat.HARMLESS);
        return new Page<>(
                JsonFields.list(found, "experiments", Wire::experiment), NextPage.after(found, search.pageToken()));
    }

    @Override
    public void renameExperiment(String experimentId, String newName) {
        send("experiments/update", ofExperiment(experimentId).put("new_name", newName));
    }

    @Override
    public void deleteExperiment(String experimentId) {
        http.post(API + "experiments/delete", ofExperiment(experimentId), Repeat.NEVER);
    }

    @Override
    public void restoreExperiment(String experimentId) {
        http.post(API + "experiments/restore", ofExperiment(experimentId), Repeat.NEVER);
    }

    @Override
    public void setExperimentTag(String experimentId, ExperimentTag tag) {
        send(
                "experiments/set-experiment-tag",
                ofExperiment(experimentId).put("key", tag.key()).put("value", tag.value()));
    }

    @Override
    public void deleteExperimentTag(String experimentId, String key) {
        http.post(
                API + "experiments/delete-experiment-tag",
                ofExperiment(experimentId).put("key", key),
                Repeat.NEVER);
    }

    // Runs

    @Override
    public Run createRun(NewRun run) {
        return Wire.run(
                http.post(API + "runs/create", Requests.json(run), Repeat.NEVER).path("run"));
    }

    @Override
    public Run getRun(String runId) {
        return Wire.run(http.get(url("runs/get", "run_id", runId)).path("run"));
    }

    @Override
    public RunInfo updateRun(String runId, RunUpdate update) {
        return Wire.runInfo(http.post(API + "runs/update", Requests.json(runId, update), Repeat.HARMLESS)
                .path("run_info"));
    }

    @Override
    public void deleteRun(String runId) {
        send("runs/delete", ofRun(runId));
    }

    @Override
    public void restoreRun(String runId) {
        send("runs/restore", ofRun(runId));
    }

    @Override
    public Page<Run> searchRuns(RunSearch search) {
        JsonNode found = http.post(API + "runs/search", Requests.json(search), Repeat.HARMLESS);
        return new Page<>(JsonFields.list(found, "runs", Wire::run), NextPage.after(found, search.pageToken()));
    }

    @Override
    public List<RunsOfExperiment> runsOf(List<String> experimentIds) {
        return new LastRuns(this::searchRuns).of(experimentIds);
    }

    /** MLflow's server has this for its web UI only. Another server may not have it at all. */
    @Override
    public List<DatasetSummary> datasetsOf(List<String> experimentIds) {
        ObjectNode ids = Json.object();
        experimentIds.forEach(ids.putArray("experiment_ids")::add);
        try {
            JsonNode found = http.post("ajax-api/2.0/mlflow/experiments/search-datasets", ids, Repeat.HARMLESS);
            return JsonFields.list(found, "dataset_summaries", Wire::datasetSummary);
        } catch (MlflowException e) {
            if (e.errorCode() == ErrorCode.ENDPOINT_NOT_FOUND) {
                return TrackingStore.super.datasetsOf(experimentIds);
            }
            throw e;
        }
    }

    // What is logged

    @Override
    public void logBatch(String runId, Batch batch) {
        logWithinLimit(runId, Validation.batch(batch));
    }

    /** MLflow's server takes a million bytes at once; only long params and tags come near, and then all-or-nothing ends. */
    private void logWithinLimit(String runId, Batch batch) {
        ObjectNode body = Requests.json(runId, batch);
        if (Json.text(body).length() < MAX_BATCH
                || batch.params().size() + batch.tags().size() < 2) {
            send("runs/log-batch", body);
            return;
        }
        int params = batch.params().size() / 2;
        int tags = batch.tags().size() / 2;
        logWithinLimit(
                runId,
                new Batch(
                        batch.metrics(),
                        batch.params().subList(0, params),
                        batch.tags().subList(0, tags)));
        logWithinLimit(
                runId,
                new Batch(
                        List.of(),
                        batch.params().subList(params, batch.params().size()),
                        batch.tags().subList(tags, batch.tags().size())));
    }

    @Override
    public void logInputs(String runId, List<DatasetInput> datasets) {
        send("runs/log-inputs", Wire.with(ofRun(runId), "datasets", datasets, Wire::json));
    }

    @Override
    public void deleteTag(String runId, String key) {
        http.post(API + "runs/delete-tag", ofRun(runId).put("key", key), Repeat.NEVER);
    }

    @Override
    public Page<Metric> getMetricHistory(String runId, String key, int maxResults, @Nullable String pageToken) {
        HttpUrl.Builder url = http.endpoint()
                .url(API + "metrics/get-history")
                .addQueryParameter("run_id", runId)
                .addQueryParameter("metric_key", key)
                .addQueryParameter("max_results", Integer.toString(maxResults));
        if (pageToken != null) {
            url.addQueryParameter("page_token", pageToken);
        }
        JsonNode found = http.get(url.build());
        return new Page<>(JsonFields.list(found, "metrics", Wire::metric), NextPage.after(found, pageToken));
    }

    @Override
    public ArtifactRepository artifacts(RunInfo run) {
        return ServerArtifacts.of(http, ArtifactOwner.of(run));
    }

    @Override
    public ArtifactRepository artifactsAt(String artifactUri) {
        return ServerArtifacts.at(artifactUri, http);
    }

    @Override
    public LoggedModels loggedModels() {
        return models;
    }

    @Override
    public Optional<RemoteServer> server() {
        return Optional.of(new PassedOn(http));
    }

    @Override
    public void close() {
        http.close();
    }

    private void send(String path, JsonNode body) {
        http.post(API + path, body, Repeat.HARMLESS);
    }

    private HttpUrl url(String path, String name, String value) {
        return http.endpoint().url(API + path).addQueryParameter(name, value).build();
    }

    private static ObjectNode ofRun(String runId) {
        return Json.object().put("run_id", runId);
    }

    private static ObjectNode ofExperiment(String experimentId) {
        return Json.object().put("experiment_id", experimentId);
    }
}
