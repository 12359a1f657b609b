package org.provenote.server.notebook;

import java.util.List;
import java.util.Optional;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.polling.Polled;
import org.provenote.tracking.store.TrackingStore;

/**
 * {@code GET /provenote/runs?notebook=…&max_results=…&page_token=…}: one page of a notebook's runs, newest first, with a weak
 * ETag by which a poll costs nothing while nothing has changed.
 */
public final class NotebookRunsRoute implements Route {
    /** Beyond this many runs of one notebook, a search is the better tool. */
    private static final int MAX_SKIP = 40_000;

    private final Backend backend;
    private final Optional<String> pages;

    /** @param pages where the server's web pages are, relative to its root, if it has some */
    public NotebookRunsRoute(Backend backend, Optional<String> pages) {
        this.backend = backend;
        this.pages = pages;
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
        NotebookPath notebook = NotebookPath.of(backend, request.required("notebook"));
        Optional<TrackingStore> store = backend.existingStoreOf(notebook.folder());
        return Polled.answer(
                request,
                store,
                notebook.state(),
                () -> page(request, notebook, store)
                        .withPages(pages.filter(path -> isShownOnPages(store)).orElse(null)));
    }

    /** The pages show the one store that clients see who name no notebook. */
    private boolean isShownOnPages(Optional<TrackingStore> store) {
        return store.map(TrackingStore::trackingUri)
                .equals(backend.existingStore().map(TrackingStore::trackingUri));
    }

    private NotebookRuns page(Request request, NotebookPath notebook, Optional<TrackingStore> store) {
        int maxResults = request.maxResults();
        int skip = request.number("page_token", 0, 0, MAX_SKIP);
        return store.map(s -> new NotebookSearch(s, notebook, backend).page(skip, maxResults))
                .orElseGet(() -> new NotebookRuns(notebook.relative(), null, List.of(), null, false, null));
    }
}
