package org.provenote.server.mlflow.models;

import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.KeyValues;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.LoggedModels;

/** {@code POST /mlflow/logged-models/{model_id}/params}: adds params to a model. */
public final class LogModelParams extends ModelRoute {
    private static final Message MESSAGE =
            Message.of(Field.string("model_id").typed().required(), PARAMS);

    public LogModelParams(Backend backend) {
        super("POST", "/params", MESSAGE, backend);
    }

    @Override
    Object answer(String modelId, Request request, Fields fields, LoggedModels models) {
        models.logParams(
                modelId,
                fields.messages("params").stream().map(KeyValues::param).toList());
        return Empty.DONE;
    }
}
