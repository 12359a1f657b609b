package org.provenote.server.mlflow.models;

import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.wire.LoggedModelResponse;
import org.provenote.tracking.store.LoggedModels;

/** {@code GET /mlflow/logged-models/{model_id}}: one model with all that was logged to it. */
public final class GetModel extends ModelRoute {
    public GetModel(Backend backend) {
        super("GET", "", Message.of(), backend);
    }

    @Override
    Object answer(String modelId, Request request, Fields fields, LoggedModels models) {
        boolean evenDeleted = request.query("allow_deleted").orElse("").equalsIgnoreCase("true");
        return new LoggedModelResponse(evenDeleted ? models.getEvenDeleted(modelId) : models.get(modelId));
    }
}
