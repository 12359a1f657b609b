package org.provenote.server.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.provenote.provenance.run.RunTags;
import org.provenote.server.backend.Backend;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.notebook.NotebookExperiments;
import org.provenote.tracking.notebook.TagFilter;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;

/**
 * A notebook's runs: all of its own experiment, so that runs that Python added to it show too, together with the active runs in
 * experiments of nobody's own that its kernel tagged with its path. Another notebook's experiment may hold runs of that path from
 * the time when it was that one's.
 */
final class NotebookSearch {
    private final TrackingStore store;
    private final NotebookPath path;
    private final Backend backend;
    private final String notebook;

    NotebookSearch(TrackingStore store, NotebookPath path, Backend backend) {
        this.store = store;
        this.path = path;
        this.backend = backend;
        this.notebook = path.relative();
    }

    /** The page after the first {@code skip} runs. */
    NotebookRuns page(int skip, int maxResults) {
        List<Experiment> experiments = store.everyExperiment(ExperimentSearch.all());
        NotebookOnDisk file = NotebookOnDisk.at(path, backend);
        Optional<Experiment> own = new NotebookExperiments(store).find(file.key(), file);
        List<Run> runs = runs(experiments, own, skip + maxResults + 1);
        List<Run> page = runs.stream().skip(skip).limit(maxResults).toList();
        boolean more = runs.size() > skip + maxResults;
        return new NotebookRuns(
                notebook,
                own.orElse(null),
                page,
                more ? String.valueOf(skip + maxResults) : null,
                store.server().isPresent(),
                null);
    }

    private List<Run> runs(List<Experiment> experiments, Optional<Experiment> own, int atMost) {
        Map<String, Run> runs = new LinkedHashMap<>();
        List<String> elsewhere = new ArrayList<>();
        for (Experiment experiment : experiments) {
            if (!NotebookExperiments.isANotebooks(experiment)) {
                elsewhere.add(experiment.experimentId());
            }
        }
        own.ifPresent(experiment -> search(List.of(experiment.experimentId()), "", atMost)
                .forEach(run -> runs.put(run.info().runId(), run)));
        search(elsewhere, TagFilter.is(RunTags.NOTEBOOK_PATH, notebook), atMost).stream()
                .filter(run -> run.data()
                        .tag(RunTags.NOTEBOOK_PATH)
                        .filter(notebook::equals)
                        .isPresent())
                .forEach(run -> runs.put(run.info().runId(), run));
        return runs.values().stream().sorted(RunSearch.NEWEST_FIRST).toList();
    }

    private List<Run> search(List<String> experimentIds, String filter, int atMost) {
        return store.everyRun(RunSearch.in(experimentIds).filter(filter).maxResults(atMost))
                .limit(atMost)
                .toList();
    }
}
