package org.provenote.server.guard;

import java.util.Optional;
import org.provenote.server.http.Guard;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;

/**
 * Keeps out what web pages from elsewhere send. Browsers add {@code Origin} or {@code Sec-Fetch-Site} to such requests;
 * other clients send neither.
 */
public final class OriginGuard implements Guard {
    private final Hosts hosts;

    public OriginGuard(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Optional<Response> refuse(Request request) {
        boolean foreign = request.header("Origin")
                .filter(origin ->
                        !hosts.hasOrigin(origin, request.header("Host").orElse("")))
                .isPresent();
        return foreign || embeddedElsewhere(request)
                ? Refusal.forbidden("Cross-origin request blocked.")
                : Optional.empty();
    }

    /** A link to a page is followed with {@code navigate}, and the page it leads from cannot read the answer. */
    private static boolean embeddedElsewhere(Request request) {
        return request.header("Sec-Fetch-Site").filter("cross-site"::equals).isPresent()
                && !(request.method().equals("GET")
                        && request.header("Sec-Fetch-Mode")
                                .filter("navigate"::equals)
                                .isPresent()
                        && request.header("Sec-Fetch-Dest")
                                .filter("document"::equals)
                                .isPresent());
    }
}
