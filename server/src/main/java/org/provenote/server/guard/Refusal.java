package org.provenote.server.guard;

import java.util.Optional;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.tracking.MlflowException.ErrorCode;

/** How guards say no: never with the value found, which may be an attacker's or a secret. */
final class Refusal {
    private Refusal() {}

    static Optional<Response> forbidden(String message) {
        return Optional.of(Response.error(ErrorCode.PERMISSION_DENIED, message));
    }

    /** A page's script that is refused asks its user itself; for anyone else, a browser's own dialog does. */
    static Optional<Response> unauthenticated(Request request, String message) {
        Response refusal = Response.error(ErrorCode.UNAUTHENTICATED, message);
        boolean byScript =
                request.header("Sec-Fetch-Dest").filter("empty"::equals).isPresent();
        return Optional.of(
                byScript
                        ? refusal
                        : refusal.header("WWW-Authenticate", "Basic realm=\"provenote\", charset=\"UTF-8\""));
    }
}
