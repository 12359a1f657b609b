package org.provenote.server.guard;

import java.util.Optional;
import org.provenote.server.http.Response;
import org.provenote.tracking.MlflowException.ErrorCode;

/** How guards say no: never with the value found, which may be an attacker's or a secret. */
final class Refusal {
    private Refusal() {}

    static Optional<Response> forbidden(String message) {
        return Optional.of(Response.error(ErrorCode.PERMISSION_DENIED, message));
    }

    static Optional<Response> unauthenticated(String message) {
        return Optional.of(Response.error(ErrorCode.UNAUTHENTICATED, message)
                .header("WWW-Authenticate", "Basic realm=\"provenote\", charset=\"UTF-8\""));
    }
}
