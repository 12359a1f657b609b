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

    /** What was found for the run before: one look tells whether it still holds, instead of a search. */
    private record Known(TrackingStore store, NotebookKey notebook, Optional<Path> file, String id) {
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

    /** The id of the notebook's experiment, which is made if there is none. */
    public String of(NotebookLocation notebook, MlflowClient client) {
        return notebook.path()
                .map(path -> ofNotebook(key(notebook, path), notebook, client.store()))
                .orElseGet(() -> new NotebookExperiments(client.store()).named(folderName(notebook)));
    }

    /** How to find it once the store can be asked. */
    public static ExperimentPlan plan(NotebookLocation notebook) {
        return notebook.path()
                .<ExperimentPlan>map(path -> new ExperimentPlan.OfNotebook(
                        path,
                        key(notebook, path).id().map(UUID::toString),
                        notebook.root().toString()))
                .orElseGet(() -> new ExperimentPlan.Named(folderName(notebook)));
    }

    private String ofNotebook(NotebookKey key, NotebookLocation notebook, TrackingStore store) {
        Known known = last;
        if (known != null && known.holds(store, key)) {
            return known.id();
        }
        NotebookExperiments experiments = new NotebookExperiments(store);
        if (known != null && known.store() == store && hasMoved(known, key, notebook)) {
            experiments.moved(known.notebook().path(), key.path(), path -> Optional.of(key));
        }
        String id = experiments.of(key, new KernelFiles(notebook, key.path()));
        last = new Known(store, key, notebook.file(), id);
        return id;
    }

    /** Without an id only Jupyter's server could tell, and a run may start before it does. */
    private static boolean hasMoved(Known before, NotebookKey now, NotebookLocation notebook) {
        String from = before.notebook().path();
        return now.id().or(before.notebook()::id).isEmpty()
                && !from.equals(now.path())
                && before.file().filter(Files::notExists).isPresent()
                && new KernelFiles(notebook, from).before().isPresent();
    }

    private static NotebookKey key(NotebookLocation notebook, String path) {
        return new NotebookKey(path, notebook.identity().map(NotebookIdentity::id));
    }

    private static String folderName(NotebookLocation notebook) {
        Path last = notebook.folder().getFileName();
        return last == null ? "notebooks" : last.toString();
    }
}
