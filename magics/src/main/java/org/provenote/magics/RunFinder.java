package org.provenote.magics;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.provenote.session.MagicException;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.notebook.TagFilter;
import org.provenote.tracking.store.RunSearch;

/**
 * Finds the run that a user means by an id, the beginning of one, or a name in the active experiment. Of several of one name it
 * is the newest of the user's own, else the newest; but where it is to be changed, one of other users' is not chosen for them.
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

    /** The run to be changed, of those that are not in the trash. */
    static Run active(String word, MlflowContext tracking) {
        return among(LifecycleStage.ACTIVE, word, tracking, RunFinder::onlyOne)
                .orElseThrow(() -> among(LifecycleStage.DELETED, word, tracking)
                        .map(trashed ->
                                new MagicException("Run " + trashed.info().label() + " is in the trash already"))
                        .orElseGet(() -> unknown(word)));
    }

    /** The run to be changed, of those in the trash. */
    static Run deleted(String word, MlflowContext tracking) {
        return among(LifecycleStage.DELETED, word, tracking, RunFinder::onlyOne)
                .orElseThrow(() -> among(LifecycleStage.ACTIVE, word, tracking)
                        .map(active -> new MagicException("Run " + active.info().label() + " is not in the trash"))
                        .orElseGet(() -> unknown(word)));
    }

    private static Optional<Run> among(LifecycleStage stage, String word, MlflowContext tracking) {
        return among(stage, word, tracking, others -> others.stream().findFirst());
    }

    /** @param ofOthers which run of that name it is, where none of them is the user's own */
    private static Optional<Run> among(
            LifecycleStage stage, String word, MlflowContext tracking, Function<List<Run>, Optional<Run>> ofOthers) {
        Optional<Run> byId = byId(word, tracking);
        if (byId.isPresent()) {
            return byId.filter(run -> run.info().lifecycleStage() == stage);
        }
        if (word.isEmpty()) {
            return Optional.empty();
        }
        ViewType view = stage == LifecycleStage.ACTIVE ? ViewType.ACTIVE_ONLY : ViewType.DELETED_ONLY;
        RunSearch search = RunSearch.in(List.of(tracking.getExperimentId())).viewType(view);
        List<Run> tagged =
                named(word, tracking.getClient().streamRuns(search.filter(TagFilter.is(RunTag.RUN_NAME, word))));
        if (!tagged.isEmpty()) {
            return ownOf(tagged, tracking).or(() -> ofOthers.apply(tagged));
        }
        // Whoever is named elsewhere than in the tag, as by another client, or whose id the word begins.
        List<Run> all = tracking.getClient().streamRuns(search).toList();
        List<Run> named = named(word, all.stream());
        return ownOf(named, tracking).or(() -> ofOthers.apply(named)).or(() -> byBeginning(word, all));
    }

    private static List<Run> named(String word, Stream<Run> runs) {
        return runs.filter(run -> run.info().runName().equals(word)).toList();
    }

    private static Optional<Run> ownOf(List<Run> named, MlflowContext tracking) {
        return named.stream().filter(run -> isOwn(run, tracking)).findFirst();
    }

    /** Whether the run is of who is working now. */
    static boolean isOwn(Run run, MlflowContext tracking) {
        String user = TrackingEnvironment.ofProcess().user();
        boolean isShared = tracking.getClient().store().file().isEmpty();
        return isOwn(run.info().userId(), user, isShared);
    }

    /** On a server all who have no name are {@code unknown}, and none of them is known to be the one who works now. */
    static boolean isOwn(String itsUser, String user, boolean isShared) {
        return itsUser.equals(user) && !(isShared && user.equals(RunInfo.UNKNOWN_USER));
    }

    private static Optional<Run> onlyOne(List<Run> others) {
        if (others.size() > 1) {
            throw new MagicException(
                    "Several runs are named '" + others.get(0).info().runName()
                            + "', and none of them is yours; choose one by its id: "
                            + others.stream().limit(5).map(RunFinder::described).collect(Collectors.joining(", "))
                            + (others.size() > 5 ? ", …" : ""));
        }
        return others.stream().findFirst();
    }

    private static String described(Run run) {
        return run.info().shortId() + " (" + run.info().userId() + ", " + RunTable.started(run) + ")";
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
