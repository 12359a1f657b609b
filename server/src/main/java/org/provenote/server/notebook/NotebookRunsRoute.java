package org.provenote.server.notebook;

import java.util.List;
import java.util.Optional;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.store.TrackingStore;

/**
 * {@code GET /provenote/runs?notebook=…&max_results=…&page_token=…}: one page of a notebook's runs, newest first, with a weak
 * ETag by which a poll costs nothing while nothing has changed.
 */
public final class NotebookRunsRoute implements Route {
    private static final int DEFAULT_RESULTS = 100;
    private static final int MAX_RESULTS = 1_000;

    /** Beyond this many runs of one notebook, a search is the better tool. */
    private static final int MAX_SKIP = 40_000;

    private final Backend backend;

    public NotebookRunsRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/provenote/runs";
    }

    @Override
    public Response answer(Request request) {
        NotebookPath notebook = NotebookPath.of(backend.root(), request.required("notebook"));
        Optional<TrackingStore> store = backend.existingStoreOf(notebook.folder());
        Optional<String> tag = ETag.of(store);
        if (tag.isPresent()
                && request.header("If-None-Match").filter(tag.get()::equals).isPresent()) {
            return Response.notModified().header("ETag", tag.get());
        }
        Response response = Response.json(page(request, notebook.relative(), store));
        tag.ifPresent(value -> response.header("ETag", value));
        return response.header("Cache-Control", "no-cache");
    }

    private static NotebookRuns page(Request request, String notebook, Optional<TrackingStore> store) {
        int maxResults = number(request, "max_results", DEFAULT_RESULTS, 1, MAX_RESULTS);
        int skip = number(request, "page_token", 0, 0, MAX_SKIP);
        return store.map(s -> new NotebookSearch(s, notebook).page(skip, maxResults))
                .orElseGet(() -> new NotebookRuns(notebook, null, List.of(), null));
    }

    private static int number(Request request, String name, int unset, int least, int most) {
        String text = request.query(name).filter(value -> !value.isEmpty()).orElse(String.valueOf(unset));
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message that says what is right.
        }
        throw MlflowException.invalid(
                "Invalid value for parameter '" + name + "': expected a number from " + least + " to " + most + ".");
    }
}
