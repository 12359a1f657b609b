package org.provenote.tracking.outbox;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.files.LockedFiles;
import org.provenote.tracking.notebook.NotebookExperiments;
import org.provenote.tracking.notebook.NotebookFiles;
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
        return plan instanceof ExperimentPlan.OfNotebook notebook
                ? of(notebook, experiments)
                : experiments.named(((ExperimentPlan.Named) plan).name());
    }

    /** The experiment of the name that a plan asks for, where it is in the trash and so not the run's; no failure stops the run. */
    Optional<Experiment> trashed(ExperimentPlan plan) {
        try {
            return plan instanceof ExperimentPlan.Named named
                    ? store.findExperiment(named.name())
                            .filter(found -> found.lifecycleStage() == LifecycleStage.DELETED)
                    : Optional.empty();
        } catch (MlflowException e) {
            return Optional.empty();
        }
    }

    private static String of(ExperimentPlan.OfNotebook plan, NotebookExperiments experiments) {
        NotebookKey notebook = key(plan.path(), plan.id());
        plan.before()
                .map(ExperimentPlan.Before::path)
                .filter(from -> !from.equals(plan.path()))
                .ifPresent(from -> experiments.moved(from, plan.path(), path -> Optional.of(notebook)));
        return experiments.of(notebook, new FilesOfPlan(plan));
    }

    private static NotebookKey key(String path, Optional<String> id) {
        return new NotebookKey(path, id.map(UUID::fromString));
    }

    /** The files around it as they are now, and what was known of it as its run began: since then it was kept anew. */
    private record FilesOfPlan(ExperimentPlan.OfNotebook plan) implements NotebookFiles {
        private static final long LARGEST = 50L << 20;

        /** Below the notebook's root or, as headless runs have it, a folder above. Others, who write tags, choose the path. */
        @Override
        public Occupant at(String path) {
            try {
                Path own = Path.of(plan.root()).resolve(plan.path());
                List<Path> found = new ArrayList<>();
                for (@Nullable Path root = Path.of(plan.root()); root != null; root = root.getParent()) {
                    Path there = root.resolve(path).normalize();
                    if (there.startsWith(root) && isNotebook(there) && hasItsId(there)) {
                        found.add(there);
                    }
                }
                return Occupant.among(Optional.of(own), found.stream());
            } catch (InvalidPathException e) {
                return Occupant.NONE;
            }
        }

        private static boolean isNotebook(Path file) {
            return file.toString().endsWith(".ipynb") && Files.isRegularFile(file) && !LockedFiles.include(file);
        }

        /**
         * A file that holds the id anywhere, is larger than any notebook that is kept, or cannot be read, counts: to take it for
         * another's could take its experiment away.
         */
        private boolean hasItsId(Path file) {
            String id = plan.id().orElse("");
            try (Reader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                char[] piece = new char[1 << 16];
                String seen = "";
                boolean found = Files.size(file) > LARGEST;
                for (int read = text.read(piece); !found && read >= 0; read = text.read(piece)) {
                    seen = seen.substring(Math.max(0, seen.length() - id.length())) + new String(piece, 0, read);
                    found = seen.contains(id);
                }
                return found;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public Optional<NotebookKey> before() {
            return plan.before().map(known -> key(known.path(), known.id()));
        }
    }
}
