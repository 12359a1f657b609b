package org.provenote.tracking.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.Experiment;

/**
 * Which experiment a notebook has already. First those that know its id: one at its own path; else one that another path of
 * this very file names; else one whose notebook is no longer where it was, which has then moved here. Where none of them is
 * its own, the path decides, unless ids say that another notebook was there. On a server the path says little, for each of its users
 * may have a notebook there: that one is its own which has the notebook's id, or none as the notebook has none.
 */
final class OwnExperiment {
    private final TaggedExperiments experiments;
    private final NotebookKey notebook;
    private final NotebookFiles files;
    /** Asked once, however many experiments are at the path. */
    private @Nullable NotebookKey lastKnown;

    OwnExperiment(TaggedExperiments experiments, NotebookKey notebook, NotebookFiles files) {
        this.experiments = experiments;
        this.notebook = notebook;
        this.files = files;
    }

    /** @param isCopy whether the id is another notebook's, which this one was copied from */
    record Found(Optional<Experiment> experiment, boolean isCopy) {}

    /** By its id, an experiment included that went to the trash with it. */
    Found byId() {
        if (notebook.id().isEmpty()) {
            return new Found(Optional.empty(), false);
        }
        UUID id = notebook.id().get();
        Found active = among(experiments.withId(id), experiments.ofCopies(id));
        return active.experiment().isPresent() || active.isCopy()
                ? active
                : among(experiments.trashedWithId(id), List.of());
    }

    /** By its path, an experiment included that went to the trash with it. */
    Optional<Experiment> byPath() {
        return experiments.at(notebook.path()).stream()
                .filter(found -> mayBeIts(found) || (!experiments.areOthersToo() && isThatOfBefore()))
                .findFirst()
                .or(() -> experiments.trashedAt(notebook.path()).stream()
                        .filter(found -> (!experiments.areOthersToo() || hasItsId(found)) && isThatOfBefore())
                        .findFirst());
    }

    /** Whether nothing but its path need be said for an experiment there to be its own. */
    boolean mayBeIts(Experiment experiment) {
        return experiments.areOthersToo() ? hasItsId(experiment) : idsAgree(experiment);
    }

    private boolean isThatOfBefore() {
        return files.before().isPresent();
    }

    /** The id that it had here, if it has lost that or has another now; no id is one too. */
    private boolean hasItsId(Experiment experiment) {
        NotebookKey known = lastKnown;
        if (known == null) {
            known = files.before().orElse(notebook);
            lastKnown = known;
        }
        return idOf(experiment).equals(known.id().map(UUID::toString));
    }

    static Optional<String> idOf(Experiment experiment) {
        return experiment.tag(NotebookExperiments.ID).or(() -> experiment.tag(NotebookExperiments.COPY_OF));
    }

    private Found among(List<Experiment> originals, List<Experiment> copies) {
        List<Experiment> moved = new ArrayList<>();
        List<Experiment> movedCopies = new ArrayList<>();
        boolean isCopy = files.isCopy();
        Optional<Experiment> same = Optional.empty();
        for (Experiment experiment :
                Stream.concat(originals.stream(), copies.stream()).toList()) {
            boolean ofCopy = copies.contains(experiment);
            if (NotebookExperiments.isAt(notebook.path(), experiment)) {
                return new Found(Optional.of(experiment), ofCopy);
            }
            switch (files.at(experiment.tag(NotebookExperiments.PATH).orElse(""))) {
                case SAME_FILE -> same = same.or(() -> Optional.of(experiment));
                case NONE -> (ofCopy ? movedCopies : moved).add(experiment);
                case ORIGINAL -> isCopy |= !ofCopy;
            }
        }
        List<Experiment> candidates = isCopy ? movedCopies : moved;
        return new Found(same.or(() -> candidates.stream().findFirst()), isCopy);
    }

    /** Without an id on one side, the path decides. */
    private boolean idsAgree(Experiment experiment) {
        Optional<String> id = experiment.tag(NotebookExperiments.ID);
        return id.isEmpty()
                || notebook.id().isEmpty()
                || id.equals(notebook.id().map(UUID::toString));
    }
}
