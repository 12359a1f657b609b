package org.provenote.server.mlflow.models;

import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.LoggedModels;

/** {@code DELETE /mlflow/logged-models/{model_id}/tags/{tag_key}}. */
public final class DeleteModelTag extends ModelRoute {
    public DeleteModelTag(Backend backend) {
        super("DELETE", "/tags/{tag_key}", Message.of(), backend);
    }

    @Override
    Object answer(String modelId, Request request, Fields fields, LoggedModels models) {
        models.deleteTag(modelId, request.pathParameter("tag_key"));
        return Empty.DONE;
    }
}
