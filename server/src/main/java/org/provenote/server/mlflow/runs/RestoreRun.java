package org.provenote.server.mlflow.runs;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/runs/restore}: takes a run out of the trash. */
public final class RestoreRun extends MlflowRoute {
    private static final Message MESSAGE =
            Message.of(Field.string("run_id").required().typed());

    public RestoreRun(Backend backend) {
        super("POST", "/mlflow/runs/restore", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        store.restoreRun(request.string("run_id"));
        return Empty.DONE;
    }
}
