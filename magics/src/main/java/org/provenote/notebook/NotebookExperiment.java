package org.provenote.notebook;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.notebook.NotebookExperiments;
import org.provenote.tracking.notebook.NotebookKey;
import org.provenote.tracking.notebook.Occupant;
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
                        && experiment.tag(NotebookExperiments.PATH).equals(Optional.of(notebook.path()))
                        && experiment
                                .tag(NotebookExperiments.ID)
                                .equals(notebook.id().map(UUID::toString));
            } catch (MlflowException e) {
                return false;
            }
        }
    }

    /** The id of the notebook's experiment, which is made if there is none. */
    public String of(NotebookLocation notebook, MlflowClient client) {
        return notebook.path()
                .map(path -> ofNotebook(new NotebookKey(path, ownId(notebook, path)), notebook, client.store()))
                .orElseGet(() -> ofFolder(notebook.folder(), client));
    }

    private String ofNotebook(NotebookKey key, NotebookLocation notebook, TrackingStore store) {
        Known known = last;
        if (known != null && known.holds(store, key)) {
            return known.id();
        }
        String id = new NotebookExperiments(store).of(key, other -> occupant(notebook, other));
        last = new Known(store, key, id);
        return id;
    }

    /** A copied file copies the id: while the notebook that it was made for still has it, it is not this one's. */
    private static Optional<UUID> ownId(NotebookLocation notebook, String path) {
        return notebook.identity()
                .filter(identity ->
                        identity.madeAt().equals(path) || occupant(notebook, identity.madeAt()) != Occupant.ORIGINAL)
                .map(NotebookIdentity::id);
    }

    /**
     * Which notebook stands at {@code path}. That is below the root of whoever wrote it, which a headless run need not
     * share: each folder above may be that root.
     */
    private static Occupant occupant(NotebookLocation notebook, String path) {
        Occupant found = Occupant.NONE;
        for (Path root = notebook.root(); root != null; root = root.getParent()) {
            Path there = root;
            if (notebook.identity()
                    .filter(identity -> identity.isAlsoAt(path, there))
                    .isPresent()) {
                if (!notebook.file().equals(Optional.of(there.resolve(path).normalize()))) {
                    return Occupant.ORIGINAL;
                }
                found = Occupant.SAME_FILE;
            }
        }
        return found;
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
