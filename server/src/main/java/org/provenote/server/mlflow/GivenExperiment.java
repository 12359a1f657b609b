package org.provenote.server.mlflow;

import org.provenote.server.message.Fields;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.store.TrackingStore;

/** The experiment of a run or model to be made. Where none is given MLflow looks at the default one, but adds nothing to it. */
public final class GivenExperiment {
    private GivenExperiment() {}

    public static String idOf(Fields request, TrackingStore store) {
        String id = request.string("experiment_id");
        if (id.isEmpty() && store.getExperiment(id).lifecycleStage() == LifecycleStage.ACTIVE) {
            throw new MlflowException(ErrorCode.BAD_REQUEST, "An experiment is needed: experiment_id is missing");
        }
        return id;
    }
}
