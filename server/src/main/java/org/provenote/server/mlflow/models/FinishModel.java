package org.provenote.server.mlflow.models;

import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.wire.LoggedModelResponse;
import org.provenote.tracking.entities.LoggedModelStatus;
import org.provenote.tracking.store.LoggedModels;

/** {@code PATCH /mlflow/logged-models/{model_id}}: says whether the model's files are there. */
public final class FinishModel extends ModelRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("model_id").typed().required(),
            Field.numbered("status", LoggedModelStatus.class).typed().required());

    public FinishModel(Backend backend) {
        super("PATCH", "", MESSAGE, backend);
    }

    @Override
    public boolean tellsWhatItWrote() {
        return true;
    }

    @Override
    Object answer(String modelId, Request request, Fields fields, LoggedModels models) {
        LoggedModelStatus status = fields.optionalString("status")
                .map(LoggedModelStatus::valueOf)
                .orElse(LoggedModelStatus.LOGGED_MODEL_STATUS_UNSPECIFIED);
        return new LoggedModelResponse(models.finish(fields.string("model_id"), status));
    }
}
