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

    /**
     * Names what is wanted, as a refusal by a server behind this one never does. A page's script asks its user itself: it is
     * named a scheme for which browsers have no dialog. For anyone else, the browser's own does.
     */
    static Optional<Response> unauthenticated(Request request, String message) {
        boolean byScript =
                request.header("Sec-Fetch-Dest").filter("empty"::equals).isPresent();
        return Optional.of(Response.error(ErrorCode.UNAUTHENTICATED, message)
                .header("WWW-Authenticate", byScript ? "Bearer" : "Basic realm=\"provenote\", charset=\"UTF-8\""));
    }
}
