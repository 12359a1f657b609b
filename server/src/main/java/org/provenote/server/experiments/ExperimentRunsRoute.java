package org.provenote.server.experiments;

import java.util.List;
import java.util.Optional;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.polling.Polled;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;

/** {@code GET /provenote/experiments/{id}/runs?max_results=…&page_token=…}: one page of an experiment's runs, newest first. */
public final class ExperimentRunsRoute implements Route {
    private final Backend backend;

    public ExperimentRunsRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/provenote/experiments/{id}/runs";
    }

    @Override
    public Response answer(Request request) {
        String id = request.pathParameter("id");
        Optional<TrackingStore> store = backend.existingStore();
        return Polled.answer(request, store, () -> page(request, id, store.orElseThrow(() -> unknown(id))));
    }

    private static ExperimentRuns page(Request request, String id, TrackingStore store) {
        int maxResults = request.maxResults();
        String token = request.text("page_token").orElse(null);
        Page<Run> page =
                store.searchRuns(new RunSearch(List.of(id), "", ViewType.ACTIVE_ONLY, maxResults, List.of(), token));
        return new ExperimentRuns(store.getExperiment(id), page.items(), page.nextPageToken());
    }

    private static MlflowException unknown(String id) {
        return MlflowException.missing("No Experiment with id=" + id + " exists");
    }
}
