package org.provenote.server.mlflow.runs;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.KeyValues;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/runs/log-parameter}: sets a param, once. */
public final class LogParam extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("run_id").required().typed(),
            Field.string("run_uuid"),
            Field.string("key").required().typed(),
            Field.string("value").typed());

    public LogParam(Backend backend) {
        super("POST", "/mlflow/runs/log-parameter", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        LoggedValue.log(request, Batch.of(KeyValues.param(request)), store);
        return Empty.DONE;
    }
}
