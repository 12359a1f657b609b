package org.provenote.server.notebook;

import java.util.Optional;
import java.util.stream.Stream;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.notebook.NotebookExperiments;
import org.provenote.tracking.notebook.NotebookKey;

/**
 * {@code POST /provenote/notebooks/moved?from=…&to=…}: a notebook, or a folder of notebooks, has been renamed or moved below
 * the Jupyter root, and its experiments follow. They stay in their store, which a folder may have brought along; where the
 * new place has another one, nothing is done.
 */
public final class NotebookMovedRoute implements Route {
    private final Backend backend;

    public NotebookMovedRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/provenote/notebooks/moved";
    }

    @Override
    public Response answer(Request request) {
        NotebookPath from = NotebookPath.of(backend, request.required("from"));
        NotebookPath to = NotebookPath.of(backend, request.required("to"));
        Stream.concat(backend.existingStoreOf(to.folder()).stream(), backend.storesBelow(to.absolute()).stream())
                .forEach(store -> new NotebookExperiments(store).moved(from.relative(), to.relative(), this::at));
        return Response.emptyJson();
    }

    /** What an experiment says of its path may be another user's word, and then no path below the root. */
    private Optional<NotebookKey> at(String path) {
        NotebookPath place;
        try {
            place = NotebookPath.of(backend, path);
        } catch (MlflowException e) {
            return Optional.empty();
        }
        return Optional.of(NotebookOnDisk.at(place, backend))
                .filter(NotebookOnDisk::isThere)
                .map(NotebookOnDisk::key);
    }
}
