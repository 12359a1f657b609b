package org.provenote.tracking.rest;

import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.LoggedModel;
import org.provenote.tracking.entities.LoggedModelInfo;
import org.provenote.tracking.entities.LoggedModelStatus;
import org.provenote.tracking.entities.LoggedModelTag;
import org.provenote.tracking.entities.ModelInput;
import org.provenote.tracking.entities.ModelMetric;
import org.provenote.tracking.entities.ModelOutput;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.rest.Http.Repeat;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.LoggedModelSearch;
import org.provenote.tracking.store.LoggedModels;
import org.provenote.tracking.store.NewLoggedModel;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.JsonFields;
import org.provenote.tracking.wire.ModelWire;
import org.provenote.tracking.wire.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Logged models behind MLflow's REST API. A server older than MLflow 3.0 answers that it has no such endpoint. */
final class RestLoggedModels implements LoggedModels {
    private static final String RUNS = "api/2.0/mlflow/runs/";
    private static final String MODELS = "api/2.0/mlflow/logged-models";

    private final Http http;

    RestLoggedModels(Http http) {
        this.http = http;
    }

    @Override
    public LoggedModel create(NewLoggedModel model) {
        return model(http.post(MODELS, ModelWire.json(model), Repeat.NEVER));
    }

    @Override
    public LoggedModel get(String modelId) {
        return model(http.get(url(modelId)));
    }

    @Override
    public LoggedModel getEvenDeleted(String modelId) {
        return model(http.get(url(modelId)
                .newBuilder()
                .addQueryParameter("allow_deleted", "true")
                .build()));
    }

    @Override
    public LoggedModel finish(String modelId, LoggedModelStatus status) {
        return model(patch(url(modelId), ofModel(modelId).put("status", status.ordinal())));
    }

    @Override
    public void delete(String modelId) {
        http.json(new Request.Builder().url(url(modelId)).delete(), Repeat.HARMLESS);
    }

    @Override
    public Page<LoggedModel> search(LoggedModelSearch search) {
        JsonNode found = http.post(MODELS + "/search", ModelWire.json(search), Repeat.HARMLESS);
        return new Page<>(
                JsonFields.list(found, "models", ModelWire::model), NextPage.after(found, search.pageToken()));
    }

    @Override
    public void setTags(String modelId, List<LoggedModelTag> tags) {
        patch(url(modelId, "tags"), ModelWire.tags(Json.object(), tags));
    }

    @Override
    public void deleteTag(String modelId, String key) {
        http.json(new Request.Builder().url(url(modelId, "tags", key)).delete(), Repeat.NEVER);
    }

    @Override
    public void logParams(String modelId, List<Param> params) {
        http.post(url(modelId, "params"), Wire.with(ofModel(modelId), "params", params, Wire::json), Repeat.NEVER);
    }

    /** Logging a point again, for the model, does not change the run. */
    @Override
    public void logMetrics(String runId, List<ModelMetric> points) {
        http.post(RUNS + "log-batch", Wire.with(ofRun(runId), "metrics", points, ModelWire::json), Repeat.HARMLESS);
    }

    @Override
    public void logInputs(String runId, List<DatasetInput> datasets, List<ModelInput> models) {
        ObjectNode used = Wire.with(ofRun(runId), "datasets", datasets, Wire::json);
        http.post(RUNS + "log-inputs", Wire.with(used, "models", models, ModelWire::json), Repeat.HARMLESS);
    }

    @Override
    public void logOutputs(String runId, List<ModelOutput> models) {
        http.post(RUNS + "outputs", Wire.with(ofRun(runId), "models", models, ModelWire::json), Repeat.NEVER);
    }

    @Override
    public void addToHistory(String runId, String modelJson) {
        http.post(RUNS + "log-model", ofRun(runId).put("model_json", modelJson), Repeat.NEVER);
    }

    @Override
    public ArtifactRepository artifacts(LoggedModelInfo model) {
        return ServerArtifacts.of(http, ArtifactOwner.of(model));
    }

    private JsonNode patch(HttpUrl url, JsonNode body) {
        return http.json(
                new Request.Builder().url(url).patch(RequestBody.create(Json.text(body), Http.JSON)), Repeat.HARMLESS);
    }

    private HttpUrl url(String... segments) {
        return http.endpoint().url(MODELS, List.of(segments)).build();
    }

    private static LoggedModel model(JsonNode answer) {
        return ModelWire.model(answer.path("model"));
    }

    private static ObjectNode ofModel(String modelId) {
        return Json.object().put("model_id", modelId);
    }

    private static ObjectNode ofRun(String runId) {
        return Json.object().put("run_id", runId);
    }
}
