package org.provenote.server.mlflow;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.store.TrackingStore;

/** A route whose request is a message and whose answer is a record. Its path is without the prefix {@code /api/2.0}. */
public abstract class MlflowRoute implements Route {
    private final String method;
    private final String path;
    private final Message message;
    private final Backend backend;

    protected MlflowRoute(String method, String path, Message message, Backend backend) {
        this.method = method;
        this.path = path;
        this.message = message;
        this.backend = backend;
    }

    /** Carries out a request that passed the checks. */
    protected abstract Object answer(Fields request, TrackingStore store);

    @Override
    public final String method() {
        return method;
    }

    @Override
    public final String path() {
        return path;
    }

    /**
     * The answer to what was asked in another way than by this route's own request.
     *
     * @param json the message's fields by their names
     */
    public final Object answer(Map<String, @Nullable Object> json) {
        return answer(message.of(json), backend.store());
    }

    @Override
    public final Response answer(Request request) throws Exception {
        Object answer = answer(message.of(request), backend.store());
        return answer == Empty.DONE ? Response.emptyJson() : Response.json(answer);
    }
}
