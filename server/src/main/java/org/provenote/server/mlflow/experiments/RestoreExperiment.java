package org.provenote.server.mlflow.experiments;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/experiments/restore}: takes an experiment out of the trash. */
public final class RestoreExperiment extends MlflowRoute {
    private static final Message MESSAGE =
            Message.of(Field.string("experiment_id").required().typed());

    public RestoreExperiment(Backend backend) {
        super("POST", "/mlflow/experiments/restore", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        store.restoreExperiment(request.string("experiment_id"));
        return Empty.DONE;
    }
}
