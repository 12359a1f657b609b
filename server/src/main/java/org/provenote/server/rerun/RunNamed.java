package org.provenote.server.rerun;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;

/** Finds the run that a user means by its id, the beginning of it, or its name. */
final class RunNamed {
    private static final int ID_LENGTH = 32;
    private static final int SHOWN = 5;

    private RunNamed() {}

    /** The run meant; of several of one name, the newest. */
    static Run find(String word, TrackingStore store) {
        return withId(word, store)
                .or(() -> search(word, store))
                .orElseThrow(
                        () -> MlflowException.missing(
                                "No run '"
                                        + word + "' in " + store.trackingUri()
                                        + "; expected a run's name, its id or the beginning of one, as 'provenote runs' and the sidebar show them"));
    }

    private static Optional<Run> withId(String word, TrackingStore store) {
        if (word.length() != ID_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(store.getRun(word));
        } catch (MlflowException e) {
            if (e.errorCode() == ErrorCode.RESOURCE_DOES_NOT_EXIST) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<Run> search(String word, TrackingStore store) {
        List<Run> named =
                runs(store, run -> !word.isEmpty() && run.info().runName().equals(word));
        if (!named.isEmpty()) {
            return Optional.of(named.get(0));
        }
        List<Run> begun =
                runs(store, run -> !word.isEmpty() && run.info().runId().startsWith(word));
        if (begun.size() > 1) {
            throw MlflowException.invalid("'" + word + "' begins the ids of several runs: "
                    + begun.stream().limit(SHOWN).map(run -> run.info().runId()).collect(Collectors.joining(", ")));
        }
        return begun.stream().findFirst();
    }

    /** Newest first. */
    static List<Run> runs(TrackingStore store, Predicate<Run> wanted) {
        List<String> experiments = store.everyExperiment(ExperimentSearch.all()).stream()
                .map(Experiment::experimentId)
                .toList();
        return store.everyRun(RunSearch.in(experiments)).filter(wanted).toList();
    }
}
