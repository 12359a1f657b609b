package org.provenote.server.mlflow.experiments;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/experiments/update}: renames an experiment. */
public final class UpdateExperiment extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("experiment_id").required().typed(),
            Field.string("new_name").typed().required());

    public UpdateExperiment(Backend backend) {
        super("POST", "/mlflow/experiments/update", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        request.text("new_name").ifPresent(name -> store.renameExperiment(request.string("experiment_id"), name));
        return Empty.DONE;
    }
}
