package org.provenote.server.guard;

import java.util.Optional;
import java.util.Set;
import org.provenote.server.http.Guard;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;

/** Keeps out requests that came under another name, as a web page's do after DNS rebinding. */
public final class HostGuard implements Guard {
    private final Hosts hosts;
    private final Set<String> open;

    /** @param open the paths that may be read under any name: they say nothing of anyone's */
    public HostGuard(Hosts hosts, Set<String> open) {
        this.hosts = hosts;
        this.open = open;
    }

    @Override
    public Optional<Response> refuse(Request request) {
        boolean known = request.headerCount("Host") == 1
                && request.header("Host").filter(hosts::hasHost).isPresent();
        return known || request.reads() && open.contains(request.path())
                ? Optional.empty()
                : Refusal.forbidden("Invalid Host header - possible DNS rebinding attack detected. "
                        + "Name the hosts that clients use with --allowed-hosts.");
    }
}
