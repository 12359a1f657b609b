package org.provenote.server.versions;

import java.io.IOException;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException;

/**
 * {@code GET /provenote/runs/{run_id}/notebook?notebook=…&at=end}: the notebook version of a run, as the file it was. It may hold
 * whatever its author wrote, so a browser that is sent here keeps it as a file and runs nothing in it.
 */
public final class NotebookRoute implements Route {
    private final Backend backend;

    public NotebookRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/provenote/runs/{run_id}/notebook";
    }

    @Override
    public Response answer(Request request) {
        AskedRun asked = AskedRun.of(request, backend);
        return Response.of(200, "application/x-ipynb+json", content(asked))
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"run-" + asked.run().info().shortId() + ".ipynb\"")
                .inert()
                .header("Cache-Control", "no-cache");
    }

    private static byte[] content(AskedRun asked) {
        try {
            return asked.provenance().notebook(asked.recorded());
        } catch (IOException e) {
            throw MlflowException.missing(String.valueOf(e.getMessage()));
        }
    }
}
