package org.provenote.server.mlflow.models;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.GivenExperiment;
import org.provenote.server.mlflow.KeyValues;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.LoggedModelResponse;
import org.provenote.tracking.store.NewLoggedModel;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/logged-models}: creates a model, pending until its files are there. */
public final class CreateModel extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("experiment_id").typed().required(),
            Field.string("name").typed(),
            Field.string("model_type").typed(),
            Field.string("source_run_id").typed(),
            ModelRoute.PARAMS,
            ModelRoute.TAGS);

    public CreateModel(Backend backend) {
        super("POST", "/mlflow/logged-models", MESSAGE, backend);
    }

    @Override
    public boolean tellsWhatItWrote() {
        return true;
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        return new LoggedModelResponse(store.loggedModels()
                .create(new NewLoggedModel(
                        GivenExperiment.idOf(request, store),
                        request.text("name").orElse(null),
                        request.string("model_type"),
                        request.string("source_run_id"),
                        request.messages("params").stream()
                                .map(KeyValues::param)
                                .toList(),
                        request.messages("tags").stream()
                                .map(KeyValues::modelTag)
                                .toList())));
    }
}
