package org.provenote.server.notebook;

import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.notebook.NotebookExperiments;

/** {@code POST /provenote/notebooks/deleted?path=…}: a notebook has been deleted, and its experiment goes to the trash with it. */
public final class NotebookDeletedRoute implements Route {
    private final Backend backend;

    public NotebookDeletedRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/provenote/notebooks/deleted";
    }

    @Override
    public Response answer(Request request) {
        NotebookPath notebook = NotebookPath.of(backend, request.required("path"));
        NotebookOnDisk deleted = NotebookOnDisk.at(notebook, backend);
        backend.existingStoreOf(notebook.folder())
                .ifPresent(store -> new NotebookExperiments(store).trash(deleted.key(), deleted));
        return Response.emptyJson();
    }
}
