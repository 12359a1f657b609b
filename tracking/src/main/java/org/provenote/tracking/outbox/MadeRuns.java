package org.provenote.tracking.outbox;

import java.util.List;
import java.util.Optional;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.notebook.TagFilter;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;

/** Finds runs of a store by the ids that they began under, whatever became of them or their experiments. */
record MadeRuns(TrackingStore store) {

    Optional<Run> begunAs(String provisionalId) {
        RunSearch search = RunSearch.in(experiments())
                .filter(TagFilter.is(RunTag.PROVISIONAL_ID, provisionalId))
                .viewType(ViewType.ALL)
                .maxResults(1);
        return store.everyRun(search).findFirst();
    }

    /** The ids of every experiment, deleted ones too. */
    private List<String> experiments() {
        return store.everyExperiment(ExperimentSearch.all().viewType(ViewType.ALL)).stream()
                .map(Experiment::experimentId)
                .toList();
    }
}
