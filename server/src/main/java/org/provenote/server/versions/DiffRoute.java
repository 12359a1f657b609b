package org.provenote.server.versions;

import java.io.IOException;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;

/**
 * {@code GET /provenote/runs/{run_id}/diff?notebook=…&with=…}: how a run differs from another one, the smallest explanation first.
 * Where Jupyter asks, {@code with} may be left out: the other one is the notebook as it is saved now.
 */
public final class DiffRoute implements Route {
    private final Backend backend;

    public DiffRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/provenote/runs/{run_id}/diff";
    }

    @Override
    public Response answer(Request request) throws IOException {
        boolean withNow = backend.isOfJupyter() && request.text("with").isEmpty();
        String other = withNow ? "" : request.required("with");
        AskedRun asked = AskedRun.of(request, backend);
        return Response.json(
                withNow ? NotebookNow.saved(asked).differs() : VersionDiff.of(asked, asked.sibling(other)));
    }
}
