package org.provenote.server.versions;

import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;

/**
 * {@code POST /provenote/runs/{run_id}/restore?notebook=…&at=end}: writes the run's notebook as a copy beside the notebook, under a
 * free name. For Jupyter alone.
 */
public final class RestoreRoute implements Route {
    private final Backend backend;

    public RestoreRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/provenote/runs/{run_id}/restore";
    }

    @Override
    public Response answer(Request request) {
        return Response.json(new Restore(AskedRun.of(request, backend)).besideTheNotebook());
    }
}
