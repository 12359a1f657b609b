package org.provenote.server.experiments;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.polling.Kept;
import org.provenote.server.polling.Polled;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunsOfExperiment;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.TrackingStore;

/** {@code GET /provenote/experiments?max_results=…&page_token=…}: one page of the experiments, with what was last run in each. */
public final class ExperimentsRoute implements Route {
    private static final Comparator<ExperimentOverview> BY_LAST_RUN = Comparator.comparing(
            experiment -> Optional.ofNullable(experiment.lastRun())
                    .map(RunInfo::startTime)
                    .orElse(0L),
            Comparator.reverseOrder());

    private final Backend backend;
    private final Kept<ExperimentsOverview> kept = new Kept<>();

    public ExperimentsRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/provenote/experiments";
    }

    @Override
    public Response answer(Request request) {
        Optional<TrackingStore> store = backend.existingStore();
        return Polled.answer(
                request,
                store,
                () -> store.map(s -> page(request, s)).orElseGet(() -> new ExperimentsOverview(List.of(), null)));
    }

    private ExperimentsOverview page(Request request, TrackingStore store) {
        int maxResults = request.maxResults();
        String token = request.text("page_token").orElse(null);
        ExperimentSearch search =
                new ExperimentSearch("", ViewType.ACTIVE_ONLY, maxResults, List.of("last_update_time DESC"), token);
        return store.revision().isPresent() ? page(search, store) : kept.get(search, () -> page(search, store));
    }

    private static ExperimentsOverview page(ExperimentSearch search, TrackingStore store) {
        Page<Experiment> page = store.searchExperiments(search);
        List<String> ids = page.items().stream().map(Experiment::experimentId).toList();
        Map<String, RunsOfExperiment> runs = store.runsOf(ids).stream()
                .collect(Collectors.toMap(RunsOfExperiment::experimentId, Function.identity()));
        return new ExperimentsOverview(
                page.items().stream()
                        .map(experiment -> overview(experiment, runs.get(experiment.experimentId())))
                        .sorted(BY_LAST_RUN)
                        .toList(),
                page.nextPageToken());
    }

    private static ExperimentOverview overview(Experiment experiment, RunsOfExperiment runs) {
        return new ExperimentOverview(experiment.experimentId(), experiment.name(), runs.count(), runs.last());
    }
}
