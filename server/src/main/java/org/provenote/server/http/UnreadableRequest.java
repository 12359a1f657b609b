package org.provenote.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.provenote.server.json.Json;
import org.provenote.tracking.MlflowException.ErrorCode;

/** The answer to what comes while the server ends, is not HTTP or too long to be read: with Jetty's status, in MLflow's form. */
final class UnreadableRequest implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        byte[] body = Json.bytes(
                response.getStatus() == ErrorCode.TEMPORARILY_UNAVAILABLE.httpStatus()
                        ? ErrorBody.of(
                                ErrorCode.TEMPORARILY_UNAVAILABLE, "The server is ending; ask again in a moment.")
                        : ErrorBody.of(ErrorCode.BAD_REQUEST, "The request could not be read as HTTP."));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
