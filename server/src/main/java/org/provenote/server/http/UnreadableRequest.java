package org.provenote.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.provenote.server.json.Json;
import org.provenote.tracking.MlflowException.ErrorCode;

/** The answer to what comes while the server ends, is not HTTP or too long to be read, and to what could not be answered to its end: with Jetty's status, in MLflow's form. */
final class UnreadableRequest implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        byte[] body = Json.bytes(
                switch (response.getStatus()) {
                    case 500 ->
                        ErrorBody.of(
                                ErrorCode.INTERNAL_ERROR,
                                "The answer could not be sent whole; the server's log says why.");
                    case 503 ->
                        ErrorBody.of(ErrorCode.TEMPORARILY_UNAVAILABLE, "The server is ending; ask again in a moment.");
                    default -> ErrorBody.of(ErrorCode.BAD_REQUEST, "The request could not be read as HTTP.");
                });
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
