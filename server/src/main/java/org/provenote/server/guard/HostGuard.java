package org.provenote.server.guard;

import java.util.Optional;
import org.provenote.server.http.Guard;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;

/** Keeps out requests that came under another name, as a web page's do after DNS rebinding. */
public final class HostGuard implements Guard {
    private final Hosts hosts;

    public HostGuard(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Optional<Response> refuse(Request request) {
        boolean known = request.headerCount("Host") == 1
                && request.header("Host").filter(hosts::hasHost).isPresent();
        return known
                ? Optional.empty()
                : Refusal.forbidden("Invalid Host header - possible DNS rebinding attack detected. "
                        + "Name the hosts that clients use with --allowed-hosts.");
    }
}
