package org.provenote.tracking.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.notebook.TagFilter;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;

/** Finds runs of a store by the ids that they began under, whatever became of them or their experiments. */
record MadeRuns(TrackingStore store) {

    Optional<Run> begunAs(String provisionalId) {
        RunSearch search = RunSearch.in(experiments())
                .filter(TagFilter.is(Arrivals.PROVISIONAL_ID, provisionalId))
                .viewType(ViewType.ALL)
                .maxResults(1);
        try {
            return first(search);
        } catch (MlflowException e) {
            if (!search.mayBeTooWide(e)) {
                throw e;
            }
            return search.narrowed().flatMap(few -> first(few).stream()).findFirst();
        }
    }

    private Optional<Run> first(RunSearch search) {
        return store.searchRuns(search).items().stream().findFirst();
    }

    /** The ids of every experiment, deleted ones too. */
    private List<String> experiments() {
        List<String> ids = new ArrayList<>();
        ExperimentSearch any = ExperimentSearch.all();
        ExperimentSearch search =
                new ExperimentSearch(any.filter(), ViewType.ALL, any.maxResults(), any.orderBy(), null);
        Optional<String> token = Optional.empty();
        do {
            Page<Experiment> page = store.searchExperiments(search.pageToken(token.orElse(null)));
            page.items().forEach(experiment -> ids.add(experiment.experimentId()));
            token = page.nextToken();
        } while (token.isPresent());
        return ids;
    }
}
