package org.provenote.server.mlflow.runs;

import java.util.List;
import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.KeyValues;
import org.provenote.server.mlflow.Metrics;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.validation.Validation;

/**
 * {@code POST /mlflow/runs/log-batch}: logs metrics, params and tags, all or nothing. Where metrics are of logged models too, it is
 * as in MLflow: if a model refuses its point, the run keeps its metrics and params, and its tags stay as they were.
 */
public final class LogBatch extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("run_id").typed().required(),
            Field.messages("metrics", Metrics.MESSAGE).typed().eachWith("key", "value", "timestamp"),
            Field.messages("params", KeyValues.MESSAGE).typed().eachWith("key"),
            Field.messages("tags", KeyValues.MESSAGE).typed().eachWith("key"));

    public LogBatch(Backend backend) {
        super("POST", "/mlflow/runs/log-batch", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        String runId = request.string("run_id");
        List<Fields> points = request.messages("metrics");
        Batch batch = new Batch(
                points.stream().map(Metrics::of).toList(),
                request.messages("params").stream().map(KeyValues::param).toList(),
                KeyValues.runTags(request.messages("tags")));
        // Before anything is written: below, parts are given to a store, which may be in order where the whole is not.
        if (Validation.isRunId(runId)) {
            Validation.wholeBatch(batch);
        }
        if (Metrics.areOfModels(points)) {
            store.logBatch(runId, new Batch(batch.metrics(), batch.params(), List.of()));
            Metrics.logOfModels(runId, points, store);
            store.logBatch(runId, new Batch(List.of(), List.of(), batch.tags()));
        } else {
            store.logBatch(runId, batch);
        }
        return Empty.DONE;
    }
}
