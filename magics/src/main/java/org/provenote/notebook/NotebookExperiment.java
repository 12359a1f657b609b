package org.provenote.notebook;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.notebook.NotebookIdentity;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.notebook.NotebookExperiments;
import org.provenote.tracking.notebook.NotebookKey;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.TrackingStore;

/** The experiment that belongs to this kernel's notebook; where the notebook is unknown, its folder's. Thread-safe. */
public final class NotebookExperiment {
    private volatile @Nullable Known last;

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

    /** The id of the notebook's experiment, which is made if there is none. */
    public String of(NotebookLocation notebook, MlflowClient client) {
        return notebook.path()
                .map(path -> ofNotebook(key(notebook, path), notebook, client.store()))
                .orElseGet(() -> ofFolder(notebook.folder(), client));
    }

    private String ofNotebook(NotebookKey key, NotebookLocation notebook, TrackingStore store) {
        Known known = last;
        if (known != null && known.holds(store, key)) {
            return known.id();
        }
        String id = new NotebookExperiments(store).of(key, new KernelFiles(notebook, key.path()));
        last = new Known(store, key, id);
        return id;
    }

    private static NotebookKey key(NotebookLocation notebook, String path) {
        return new NotebookKey(path, notebook.identity().map(NotebookIdentity::id));
    }

    private static String ofFolder(Path folder, MlflowClient client) {
        Path last = folder.getFileName();
        String name = last == null ? "notebooks" : last.toString();
        for (int attempt = 1; ; attempt++) {
            String candidate = attempt == 1 ? name : name + " (" + attempt + ")";
            Optional<Experiment> existing = client.getExperimentByName(candidate);
            if (existing.isEmpty()) {
                return createOrGet(candidate, client);
            }
            if (existing.get().lifecycleStage() == LifecycleStage.ACTIVE) {
                return existing.get().experimentId();
            }
        }
    }

    private static String createOrGet(String name, MlflowClient client) {
        try {
            return client.store().createExperiment(NewExperiment.named(name));
        } catch (MlflowException e) {
            // Another kernel was faster.
            if (e.errorCode() == ErrorCode.RESOURCE_ALREADY_EXISTS) {
                return client.getExperimentByName(name).orElseThrow(() -> e).experimentId();
            }
            throw e;
        }
    }
}
