package org.provenote.server.rerun;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.notebook.TagFilter;
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
        if (word.isEmpty()) {
            return Optional.empty();
        }
        Predicate<Run> isNamed = run -> run.info().runName().equals(word);
        return every(store, TagFilter.is(RunTag.RUN_NAME, word))
                .filter(isNamed)
                .findFirst()
                .or(() -> among(runs(store, run -> true), isNamed, word));
    }

    /** Whoever is named elsewhere than in the tag, as by another client, or whose id the word begins. */
    private static Optional<Run> among(List<Run> all, Predicate<Run> isNamed, String word) {
        return all.stream().filter(isNamed).findFirst().or(() -> {
            List<Run> begun = all.stream()
                    .filter(run -> run.info().runId().startsWith(word))
                    .toList();
            if (begun.size() > 1) {
                throw MlflowException.invalid("'" + word + "' begins the ids of several runs: "
                        + begun.stream()
                                .limit(SHOWN)
                                .map(run -> run.info().runId())
                                .collect(Collectors.joining(", ")));
            }
            return begun.stream().findFirst();
        });
    }

    /** Newest first. */
    static List<Run> runs(TrackingStore store, Predicate<Run> wanted) {
        return every(store, "").filter(wanted).toList();
    }

    private static Stream<Run> every(TrackingStore store, String filter) {
        List<String> experiments = store.everyExperiment(ExperimentSearch.all()).stream()
                .map(Experiment::experimentId)
                .toList();
        return store.everyRun(RunSearch.in(experiments).filter(filter));
    }
}
