package org.provenote.server.mlflow.runs;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.RunResponse;
import org.provenote.tracking.store.TrackingStore;

/** {@code GET /mlflow/runs/get}: one run with all that was logged to it. */
public final class GetRun extends MlflowRoute {
    private static final Message MESSAGE =
            Message.of(Field.string("run_id").required().typed(), Field.string("run_uuid"));

    public GetRun(Backend backend) {
        super("GET", "/mlflow/runs/get", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        return new RunResponse(store.getRun(request.runId()));
    }
}
