package org.provenote.tracking.notebook;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.TrackingStore;

/** The experiments of a store by what their tags say of notebooks. */
final class TaggedExperiments {
    private final TrackingStore store;

    TaggedExperiments(TrackingStore store) {
        this.store = store;
    }

    /** Whether notebooks that nobody here can see may log to the store too: below other roots, at the same paths. */
    boolean areOthersToo() {
        return store.server().isPresent();
    }

    /** Active, and made for the notebook with this id. */
    List<Experiment> withId(UUID id) {
        return search(TagFilter.is(NotebookExperiments.ID, id.toString()), ViewType.ACTIVE_ONLY);
    }

    /** Active, and made for a file that is a copy of the notebook with this id. */
    List<Experiment> ofCopies(UUID id) {
        return search(TagFilter.is(NotebookExperiments.COPY_OF, id.toString()), ViewType.ACTIVE_ONLY).stream()
                .filter(experiment -> experiment.tag(NotebookExperiments.ID).isEmpty())
                .toList();
    }

    /** Active, of the notebook at this path. */
    List<Experiment> at(String path) {
        return at(path, ViewType.ACTIVE_ONLY);
    }

    /** Active, of notebooks at this path or below it. */
    List<Experiment> below(String path) {
        return search(TagFilter.startsWith(NotebookExperiments.PATH, path), ViewType.ACTIVE_ONLY).stream()
                .filter(experiment -> isBelow(path, experiment.tag(NotebookExperiments.PATH)))
                .toList();
    }

    /** Gone to the trash with the notebook that has this id. */
    List<Experiment> trashedWithId(UUID id) {
        return search(TagFilter.is(NotebookExperiments.ID, id.toString()), ViewType.DELETED_ONLY).stream()
                .filter(TaggedExperiments::wentWithItsNotebook)
                .toList();
    }

    /** Gone to the trash with the notebook that was at this path. */
    List<Experiment> trashedAt(String path) {
        return at(path, ViewType.DELETED_ONLY).stream()
                .filter(TaggedExperiments::wentWithItsNotebook)
                .toList();
    }

    private List<Experiment> at(String path, ViewType viewType) {
        return search(TagFilter.is(NotebookExperiments.PATH, path), viewType).stream()
                .filter(found -> NotebookExperiments.isAt(path, found))
                .toList();
    }

    private static boolean isBelow(String folder, Optional<String> path) {
        return path.filter(found -> found.equals(folder) || found.startsWith(folder + "/"))
                .isPresent();
    }

    private static boolean wentWithItsNotebook(Experiment experiment) {
        return experiment.tag(NotebookExperiments.TRASHED).isPresent();
    }

    private List<Experiment> search(String filter, ViewType viewType) {
        return store.everyExperiment(ExperimentSearch.all().filter(filter).viewType(viewType));
    }
}
