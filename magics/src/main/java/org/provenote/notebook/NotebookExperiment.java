package org.provenote.notebook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.notebook.NotebookIdentity;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.notebook.NotebookExperiments;
import org.provenote.tracking.notebook.NotebookKey;
import org.provenote.tracking.store.ExperimentPlan;
import org.provenote.tracking.store.TrackingStore;

/** The experiment that belongs to this kernel's notebook; where the notebook is unknown, its folder's. Thread-safe. */
public final class NotebookExperiment {
    private volatile @Nullable Known last;
    private volatile @Nullable Planned planned;
    private volatile @Nullable Place looked;
    private volatile @Nullable Place stood;

    /** Where it stood when its experiment was looked for. */
    private record Place(NotebookKey notebook, Optional<Path> file) {
        /** Without an id only Jupyter's server could tell, and a run may start before it does. */
        boolean wasLeftFor(NotebookKey now, NotebookLocation location) {
            return now.id().or(notebook::id).isEmpty()
                    && !notebook.path().equals(now.path())
                    && file.filter(Files::notExists).isPresent()
                    && new KernelFiles(location, notebook.path()).before().isPresent();
        }
    }

    /** What was found for the run before: one look tells whether it still holds, instead of a search. */
    private record Known(TrackingStore store, NotebookKey notebook, String id) {
        boolean holds(TrackingStore otherStore, NotebookKey other) {
            return store == otherStore && notebook.equals(other) && isStillIts();
        }

        private boolean isStillIts() {
            try {
                Experiment experiment = store.getExperiment(id);
                return experiment.lifecycleStage() == LifecycleStage.ACTIVE
                        && NotebookExperiments.isOf(notebook, experiment);
            } catch (MlflowException e) {
                return false;
            }
        }
    }

    /** What a plan says of the notebook at this place, of before its first run there: each run keeps it anew. */
    private record Planned(NotebookKey notebook, ExperimentPlan plan) {}

    /** The id of the notebook's experiment, which is made if there is none. */
    public String of(NotebookLocation notebook, MlflowClient client) {
        return notebook.path()
                .map(path -> ofNotebook(look(notebook, path), notebook, client.store()))
                .orElseGet(() -> new NotebookExperiments(client.store()).named(folderName(notebook)));
    }

    /** The notebook's experiment, if it has one: nothing is made, and nothing changed. */
    public Optional<Experiment> find(NotebookLocation notebook, TrackingStore store) {
        return notebook.path()
                .map(path -> find(place(notebook, path), notebook, new NotebookExperiments(store)))
                .orElseGet(() -> store.findExperiment(folderName(notebook))
                        .filter(found -> found.lifecycleStage() == LifecycleStage.ACTIVE));
    }

    private Optional<Experiment> find(Place place, NotebookLocation notebook, NotebookExperiments experiments) {
        KernelFiles files = new KernelFiles(notebook, place.notebook().path());
        return experiments
                .find(place.notebook(), files)
                .or(() -> left(place, notebook).flatMap(before -> experiments.find(before, files)));
    }

    /** The notebook's id as the experiment was looked for last; its file may have got one since. */
    public Optional<UUID> idOf(NotebookLocation notebook) {
        Place last = looked;
        boolean isIts = last != null
                && notebook.path().equals(Optional.of(last.notebook().path()));
        return isIts ? last.notebook().id() : notebook.identity().map(NotebookIdentity::id);
    }

    /** A run has begun where the experiment was looked for last: no later run need say that the notebook has moved there. */
    public void began() {
        stood = looked;
    }

    /** How to find it once the store can be asked. */
    public ExperimentPlan plan(NotebookLocation notebook) {
        return notebook.path()
                .map(path -> planOf(look(notebook, path), notebook))
                .orElseGet(() -> new ExperimentPlan.Named(folderName(notebook)));
    }

    private synchronized ExperimentPlan planOf(Place place, NotebookLocation notebook) {
        Optional<NotebookKey> left = left(place, notebook);
        stood = stood == null ? place : stood;
        NotebookKey key = place.notebook();
        if (left.isPresent()) {
            // Until a run has begun here, and no longer: another notebook may come to where it was.
            return plan(key, notebook, left);
        }
        Planned earlier = planned;
        if (earlier != null && earlier.notebook().equals(key)) {
            return earlier.plan();
        }
        ExperimentPlan plan = plan(key, notebook, new KernelFiles(notebook, key.path()).before());
        planned = new Planned(key, plan);
        return plan;
    }

    /** As what it was known where it stood before, if it has moved here without anyone who could say so. */
    private Optional<NotebookKey> left(Place place, NotebookLocation notebook) {
        return Optional.ofNullable(stood)
                .filter(before -> before.wasLeftFor(place.notebook(), notebook))
                .map(Place::notebook);
    }

    private static ExperimentPlan plan(NotebookKey key, NotebookLocation notebook, Optional<NotebookKey> before) {
        return new ExperimentPlan.OfNotebook(
                key.path(),
                key.id().map(UUID::toString),
                notebook.root().toString(),
                before.map(known ->
                        new ExperimentPlan.Before(known.path(), known.id().map(UUID::toString))));
    }

    private String ofNotebook(Place place, NotebookLocation notebook, TrackingStore store) {
        NotebookKey key = place.notebook();
        Known known = last;
        if (known != null && known.holds(store, key)) {
            return known.id();
        }
        NotebookExperiments experiments = new NotebookExperiments(store);
        left(place, notebook)
                .ifPresent(before -> experiments.moved(before.path(), key.path(), path -> Optional.of(key)));
        String id = experiments.of(key, new KernelFiles(notebook, key.path()));
        last = new Known(store, key, id);
        stood = place;
        return id;
    }

    private Place look(NotebookLocation notebook, String path) {
        Place place = place(notebook, path);
        looked = place;
        return place;
    }

    private static Place place(NotebookLocation notebook, String path) {
        NotebookKey key = new NotebookKey(path, notebook.identity().map(NotebookIdentity::id));
        return new Place(key, notebook.file());
    }

    private static String folderName(NotebookLocation notebook) {
        Path last = notebook.folder().getFileName();
        return last == null ? "notebooks" : last.toString();
    }
}
