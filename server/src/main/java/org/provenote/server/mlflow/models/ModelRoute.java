package org.provenote.server.mlflow.models;

import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.KeyValues;
import org.provenote.tracking.store.LoggedModels;

/** A route about one logged model, which its path names. */
abstract class ModelRoute implements Route {
    static final Field PARAMS = Field.messages("params", KeyValues.MESSAGE).typed();
    static final Field TAGS = Field.messages("tags", KeyValues.MESSAGE).typed();

    private final String method;
    private final String path;
    private final Message message;
    private final Backend backend;

    /** {@code path} is what follows the model's id. */
    ModelRoute(String method, String path, Message message, Backend backend) {
        this.method = method;
        this.path = "/mlflow/logged-models/{model_id}" + path;
        this.message = message;
        this.backend = backend;
    }

    /** Carries out a request that passed the checks. */
    abstract Object answer(String modelId, Request request, Fields fields, LoggedModels models);

    @Override
    public final String method() {
        return method;
    }

    @Override
    public final String path() {
        return path;
    }

    @Override
    public final Response answer(Request request) throws Exception {
        Fields fields = message.of(request);
        return Response.json(answer(
                request.pathParameter("model_id"),
                request,
                fields,
                backend.store().loggedModels()));
    }
}
