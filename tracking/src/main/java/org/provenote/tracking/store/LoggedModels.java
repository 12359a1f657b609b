package org.provenote.tracking.store;

import java.util.List;
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

/**
 * The models of a store, MLflow's {@code LoggedModel}s, and what runs have to do with them. Errors are as those of
 * {@link TrackingStore}; a store that is older than logged models (MLflow 3.0) refuses with {@code NOT_IMPLEMENTED} what
 * it cannot do, and finds none.
 */
public interface LoggedModels {

    LoggedModel create(NewLoggedModel model);

    LoggedModel get(String modelId);

    /** A model, also one that was deleted. */
    LoggedModel getEvenDeleted(String modelId);

    /** Sets the status, which is pending from the start. */
    LoggedModel finish(String modelId, LoggedModelStatus status);

    void delete(String modelId);

    Page<LoggedModel> search(LoggedModelSearch search);

    void setTags(String modelId, List<LoggedModelTag> tags);

    void deleteTag(String modelId, String key);

    void logParams(String modelId, List<Param> params);

    /** Adds points that a run measured to their models; the run's own metrics are logged by {@code logBatch}. */
    void logMetrics(String runId, List<ModelMetric> points);

    /** Records the datasets and the models that a run used: all of them, or none. */
    void logInputs(String runId, List<DatasetInput> datasets, List<ModelInput> models);

    /** Records the models that a run made. */
    void logOutputs(String runId, List<ModelOutput> models);

    /**
     * Adds a model to the history of a run, its tag {@code mlflow.log-model.history}, as MLflow's {@code runs/log-model}.
     *
     * @param modelJson what the model's file {@code MLmodel} says, in JSON
     */
    void addToHistory(String runId, String modelJson);

    /** The files of a model. */
    ArtifactRepository artifacts(LoggedModelInfo model);
}
