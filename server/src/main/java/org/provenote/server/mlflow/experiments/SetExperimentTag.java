package org.provenote.server.mlflow.experiments;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.KeyValues;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/experiments/set-experiment-tag}: sets a tag of an experiment. */
public final class SetExperimentTag extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("experiment_id").required().typed(),
            Field.string("key").required().typed(),
            Field.string("value").typed());

    public SetExperimentTag(Backend backend) {
        super("POST", "/mlflow/experiments/set-experiment-tag", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        String experimentId = request.string("experiment_id");
        ExperimentTag tag = KeyValues.experimentTag(request);
        CustomViews.limit(store, experimentId, tag);
        store.setExperimentTag(experimentId, tag);
        return Empty.DONE;
    }
}
