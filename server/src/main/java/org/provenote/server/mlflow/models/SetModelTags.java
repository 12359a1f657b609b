package org.provenote.server.mlflow.models;

import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.KeyValues;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.LoggedModels;

/** {@code PATCH /mlflow/logged-models/{model_id}/tags}: sets tags, each to its new value if it is there. */
public final class SetModelTags extends ModelRoute {
    public SetModelTags(Backend backend) {
        super("PATCH", "/tags", Message.of(Field.string("model_id"), TAGS), backend);
    }

    @Override
    Object answer(String modelId, Request request, Fields fields, LoggedModels models) {
        models.setTags(
                modelId,
                fields.messages("tags").stream().map(KeyValues::modelTag).toList());
        return Empty.DONE;
    }
}
