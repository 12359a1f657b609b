package org.provenote.server.mlflow.runs;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.RunInfoResponse;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/runs/update}: changes status, end or name of a run. */
public final class UpdateRun extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("run_id").required().typed(),
            Field.string("run_uuid"),
            Field.int64("end_time").typed(),
            Field.choice("status", "RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED")
                    .typed(),
            Field.string("run_name").typed());

    public UpdateRun(Backend backend) {
        super("POST", "/mlflow/runs/update", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        RunUpdate update = new RunUpdate(
                request.optionalString("status").map(RunStatus::valueOf).orElse(null),
                request.integer("end_time").orElse(null),
                request.optionalString("run_name").orElse(null));
        return new RunInfoResponse(store.updateRun(request.runId(), update));
    }
}
