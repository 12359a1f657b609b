package org.provenote.server.mlflow.runs;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/runs/delete}: moves a run to the trash. */
public final class DeleteRun extends MlflowRoute {
    private static final Message MESSAGE =
            Message.of(Field.string("run_id").required().typed());

    public DeleteRun(Backend backend) {
        super("POST", "/mlflow/runs/delete", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        store.deleteRun(request.string("run_id"));
        return Empty.DONE;
    }
}
