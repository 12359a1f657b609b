package org.provenote.server.mlflow.runs;

import java.util.List;
import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.Metrics;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/runs/log-metric}: adds a point to a metric. */
public final class LogMetric extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("run_id").required().typed(),
            Field.string("run_uuid"),
            Field.string("key").required().typed(),
            Field.real("value").required().typed(),
            Field.int64("timestamp").typed().required(),
            Field.int64("step").typed(),
            Field.string("model_id").typed(),
            Field.string("dataset_name").typed(),
            Field.string("dataset_digest").typed());

    public LogMetric(Backend backend) {
        super("POST", "/mlflow/runs/log-metric", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        Metrics.logOfModels(request.runId(), List.of(request), store);
        LoggedValue.log(request, Batch.of(Metrics.of(request)), store);
        return Empty.DONE;
    }
}
