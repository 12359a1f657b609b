package org.provenote.server.mlflow.models;

import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.LoggedModels;

/** {@code DELETE /mlflow/logged-models/{model_id}}: marks a model as deleted. */
public final class DeleteModel extends ModelRoute {
    public DeleteModel(Backend backend) {
        super("DELETE", "", Message.of(), backend);
    }

    @Override
    Object answer(String modelId, Request request, Fields fields, LoggedModels models) {
        models.delete(modelId);
        return Empty.DONE;
    }
}
