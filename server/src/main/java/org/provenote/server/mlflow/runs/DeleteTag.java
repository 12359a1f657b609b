package org.provenote.server.mlflow.runs;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/runs/delete-tag}: removes a tag of a run. */
public final class DeleteTag extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("run_id").required().typed(),
            Field.string("key").required().typed());

    public DeleteTag(Backend backend) {
        super("POST", "/mlflow/runs/delete-tag", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        store.deleteTag(request.string("run_id"), request.string("key"));
        return Empty.DONE;
    }
}
