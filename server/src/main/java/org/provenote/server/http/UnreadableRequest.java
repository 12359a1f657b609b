package org.provenote.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.provenote.server.json.Json;
import org.provenote.tracking.MlflowException.ErrorCode;

/** The answer to what is not HTTP, or too long to be read: with the status that Jetty gave it, in MLflow's form. */
final class UnreadableRequest implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        byte[] body = Json.bytes(ErrorBody.of(ErrorCode.BAD_REQUEST, "The request could not be read as HTTP."));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
