package org.provenote.server.versions;

import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;

/** {@code GET /provenote/runs/{run_id}/version?notebook=…&at=end}: what is known of the code that a run ran. */
public final class VersionRoute implements Route {
    private final Backend backend;

    public VersionRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/provenote/runs/{run_id}/version";
    }

    @Override
    public Response answer(Request request) {
        return Response.json(RunVersion.of(AskedRun.of(request, backend))).header("Cache-Control", "no-cache");
    }
}
