package org.provenote.server.mlflow.experiments;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/experiments/delete-experiment-tag}: removes a tag of an experiment. */
public final class DeleteExperimentTag extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("experiment_id").required().typed(),
            Field.string("key").required().typed());

    public DeleteExperimentTag(Backend backend) {
        super("POST", "/mlflow/experiments/delete-experiment-tag", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        store.deleteExperimentTag(request.string("experiment_id"), request.string("key"));
        return Empty.DONE;
    }
}
