package org.provenote.server.mlflow.runs;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/runs/log-model}: adds a model to the run's tag {@code mlflow.log-model.history}. */
public final class LogModel extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("run_id").typed().required(),
            Field.string("model_json").typed().required());

    public LogModel(Backend backend) {
        super("POST", "/mlflow/runs/log-model", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        store.loggedModels().addToHistory(request.string("run_id"), request.string("model_json"));
        return Empty.DONE;
    }
}
