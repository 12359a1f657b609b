package org.provenote.magics;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.provenote.session.MagicException;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.RunSearch;

/**
 * Finds the run that a user means by an id, the beginning of one, or a name in the active experiment. Of several of one name it
 * is the newest.
 */
final class RunFinder {
    private static final int ID_LENGTH = 32;
    /** 16⁶ are seventeen million: a misspelt name does not happen to begin the id of some run. */
    private static final int SHORTEST_BEGINNING = 6;

    private RunFinder() {}

    /** The run meant; one in the trash where the word means no other. */
    static Run find(String word, MlflowContext tracking) {
        return among(LifecycleStage.ACTIVE, word, tracking)
                .or(() -> among(LifecycleStage.DELETED, word, tracking))
                .orElseThrow(() -> unknown(word));
    }

    /** The run meant of those that are not in the trash. */
    static Run active(String word, MlflowContext tracking) {
        return among(LifecycleStage.ACTIVE, word, tracking)
                .orElseThrow(() -> among(LifecycleStage.DELETED, word, tracking)
                        .map(trashed ->
                                new MagicException("Run " + trashed.info().label() + " is in the trash already"))
                        .orElseGet(() -> unknown(word)));
    }

    /** The run meant of those in the trash. */
    static Run deleted(String word, MlflowContext tracking) {
        return among(LifecycleStage.DELETED, word, tracking)
                .orElseThrow(() -> among(LifecycleStage.ACTIVE, word, tracking)
                        .map(active -> new MagicException("Run " + active.info().label() + " is not in the trash"))
                        .orElseGet(() -> unknown(word)));
    }

    private static Optional<Run> among(LifecycleStage stage, String word, MlflowContext tracking) {
        Optional<Run> byId = byId(word, tracking);
        if (byId.isPresent()) {
            return byId.filter(run -> run.info().lifecycleStage() == stage);
        }
        ViewType view = stage == LifecycleStage.ACTIVE ? ViewType.ACTIVE_ONLY : ViewType.DELETED_ONLY;
        List<Run> runs = tracking.getClient()
                .streamRuns(RunSearch.in(List.of(tracking.getExperimentId())).viewType(view))
                .toList();
        return runs.stream()
                .filter(run -> !word.isEmpty() && run.info().runName().equals(word))
                .findFirst()
                .or(() -> byBeginning(word, runs));
    }

    private static Optional<Run> byId(String word, MlflowContext tracking) {
        if (word.length() != ID_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(tracking.getClient().getRun(word));
        } catch (MlflowException e) {
            // Then it is a name of that length.
            return Optional.empty();
        }
    }

    private static Optional<Run> byBeginning(String word, List<Run> runs) {
        List<Run> begun = runs.stream()
                .filter(run -> word.length() >= SHORTEST_BEGINNING
                        && run.info().runId().startsWith(word))
                .toList();
        if (begun.size() > 1) {
            throw new MagicException("'" + word + "' begins the ids of several runs: "
                    + begun.stream().map(run -> run.info().runId()).limit(5).collect(Collectors.joining(", ")));
        }
        return begun.stream().findFirst();
    }

    private static MagicException unknown(String word) {
        return new MagicException("No run '" + word
                + "' in the active experiment; expected a run's name, as %mlflow runs shows it, or its id or the first "
                + SHORTEST_BEGINNING + " characters of that, or more");
    }
}
