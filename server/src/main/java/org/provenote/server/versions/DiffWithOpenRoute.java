package org.provenote.server.versions;

import java.io.IOException;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Limits;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;

/**
 * {@code POST /provenote/runs/{run_id}/diff?notebook=…}: how a run differs from the notebook in the body, as an editor has it open.
 * For Jupyter alone.
 */
public final class DiffWithOpenRoute implements Route {
    private final Backend backend;

    public DiffWithOpenRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/provenote/runs/{run_id}/diff";
    }

    @Override
    public Response answer(Request request) throws IOException {
        AskedRun asked = AskedRun.of(request, backend);
        return Response.json(NotebookNow.open(asked, request.bodyBytes(Limits.NOTEBOOK_BYTES))
                .differs());
    }
}
