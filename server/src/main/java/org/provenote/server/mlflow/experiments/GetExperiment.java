package org.provenote.server.mlflow.experiments;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.ExperimentResponse;
import org.provenote.tracking.store.TrackingStore;

/** {@code GET /mlflow/experiments/get}: one experiment by id. */
public final class GetExperiment extends MlflowRoute {
    private static final Message MESSAGE =
            Message.of(Field.string("experiment_id").required().typed());

    public GetExperiment(Backend backend) {
        super("GET", "/mlflow/experiments/get", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        return new ExperimentResponse(store.getExperiment(request.string("experiment_id")));
    }
}
