package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.notebook.NotebookExperiments;
import org.provenote.tracking.notebook.NotebookKey;
import org.provenote.tracking.notebook.Occupant;
import org.provenote.tracking.store.ExperimentPlan;
import org.provenote.tracking.store.TrackingStore;

/** Finds the experiments of runs that began while the store could not be asked, and makes those that are missing. */
final class PlannedExperiments {
    private final TrackingStore store;
    private final Arrivals runs;

    PlannedExperiments(TrackingStore store, Arrivals runs) {
        this.store = store;
        this.runs = runs;
    }

    String idOf(ExperimentPlan plan) {
        if (plan instanceof ExperimentPlan.WithId known) {
            return known.experimentId();
        }
        if (plan instanceof ExperimentPlan.OfRun ofRun) {
            return runs.read(ofRun.runId()).info().experimentId();
        }
        NotebookExperiments experiments = new NotebookExperiments(store);
        if (plan instanceof ExperimentPlan.OfNotebook notebook) {
            Optional<UUID> id = notebook.id().map(UUID::fromString);
            return experiments.of(new NotebookKey(notebook.path(), id), path -> occupant(notebook, path));
        }
        return experiments.named(((ExperimentPlan.Named) plan).name());
    }

    /**
     * Which notebook stands at another path that the experiment names, below this notebook's root or, as headless runs have
     * it, a folder above. A file there counts as the original: to take it for gone could take its experiment away.
     */
    private static Occupant occupant(ExperimentPlan.OfNotebook notebook, String path) {
        try {
            Path own = Path.of(notebook.root()).resolve(notebook.path());
            Occupant found = Occupant.NONE;
            for (@Nullable Path root = Path.of(notebook.root()); root != null; root = root.getParent()) {
                Path there = root.resolve(path).normalize();
                if (there.startsWith(root) && Files.isRegularFile(there)) {
                    if (!Files.exists(own) || !Files.isSameFile(there, own)) {
                        return Occupant.ORIGINAL;
                    }
                    found = Occupant.SAME_FILE;
                }
            }
            return found;
        } catch (InvalidPathException | IOException e) {
            return Occupant.NONE;
        }
    }
}
