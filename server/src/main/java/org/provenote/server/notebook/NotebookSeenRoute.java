package org.provenote.server.notebook;

import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.notebook.NotebookExperiments;

/**
 * {@code POST /provenote/notebooks/seen?path=…}: a notebook is there, perhaps again, or at a path that it was moved to outside Jupyter.
 * The experiment that knows the id in its file follows, also out of the trash.
 */
public final class NotebookSeenRoute implements Route {
    private final Backend backend;

    public NotebookSeenRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/provenote/notebooks/seen";
    }

    @Override
    public Response answer(Request request) {
        NotebookPath notebook = NotebookPath.of(backend, request.required("path"));
        NotebookOnDisk seen = NotebookOnDisk.at(notebook, backend);
        if (seen.identity().isPresent()) {
            backend.existingStoreOf(notebook.folder())
                    .ifPresent(store -> new NotebookExperiments(store).seen(seen.key(), seen));
        }
        return Response.emptyJson();
    }
}
