package org.provenote.server.notebook;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.notebook.NotebookExperiments;
import org.provenote.tracking.notebook.NotebookKey;

/**
 * {@code POST /provenote/notebooks/opened?path=…&id=…}: a notebook with this id is there, perhaps again. An experiment that went
 * to the trash with it comes back.
 */
public final class NotebookOpenedRoute implements Route {
    private final Backend backend;

    public NotebookOpenedRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/provenote/notebooks/opened";
    }

    @Override
    public Response answer(Request request) {
        NotebookPath notebook = NotebookPath.of(backend.root(), request.required("path"));
        UUID id = id(request.required("id"));
        backend.existingStoreOf(notebook.folder())
                .ifPresent(store ->
                        new NotebookExperiments(store).returned(new NotebookKey(notebook.relative(), Optional.of(id))));
        return Response.json(Map.of());
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw MlflowException.invalid("'" + text + "' is no notebook's id; expected a UUID");
        }
    }
}
