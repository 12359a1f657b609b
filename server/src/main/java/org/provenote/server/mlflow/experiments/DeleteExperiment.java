package org.provenote.server.mlflow.experiments;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/experiments/delete}: moves an experiment to the trash. */
public final class DeleteExperiment extends MlflowRoute {
    private static final Message MESSAGE =
            Message.of(Field.string("experiment_id").required().typed());

    public DeleteExperiment(Backend backend) {
        super("POST", "/mlflow/experiments/delete", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        store.deleteExperiment(request.string("experiment_id"));
        return Empty.DONE;
    }
}
