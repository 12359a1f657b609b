package org.provenote.server.mlflow.experiments;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.ExperimentResponse;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.store.TrackingStore;

/** {@code GET /mlflow/experiments/get-by-name}: one experiment by name. */
public final class GetExperimentByName extends MlflowRoute {
    private static final Message MESSAGE =
            Message.of(Field.string("experiment_name").required().typed());

    public GetExperimentByName(Backend backend) {
        super("GET", "/mlflow/experiments/get-by-name", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        String name = request.string("experiment_name");
        return new ExperimentResponse(store.findExperiment(name)
                .orElseThrow(() -> MlflowException.missing("Could not find experiment with name '" + name + "'")));
    }
}
