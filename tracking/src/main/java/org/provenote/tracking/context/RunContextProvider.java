package org.provenote.tracking.context;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.ExperimentPlan;

/**
 * The program around the runs: a notebook, or plain Java. Named after MLflow's
 * {@code mlflow.tracking.context.abstract_context.RunContextProvider}, which answers the same question.
 *
 * <p>No method may throw for want of information: what is not known is left out.
 */
public interface RunContextProvider {

    /** The tracking URI to use where the environment names none. */
    String trackingUri();

    /** The experiment for runs whose caller named none; created if need be. */
    String experimentId(MlflowClient client);

    /** How to find that experiment later, without asking the store now. */
    ExperimentPlan experimentPlan();

    /** Tags for a run that starts now, such as {@code mlflow.source.name}. The caller's own tags win. */
    Map<String, String> tags();

    /** The keys of the tags that say how a run ended, and hold no longer once it is taken up again. */
    default Set<String> tagsOfEnd() {
        return Set.of();
    }

    /** The run in progress: of those started and not ended, the last. */
    default Optional<ActiveRun> activeRun() {
        return Optional.empty();
    }

    /** The run of that id, if it was told of as started and has not ended. */
    default Optional<ActiveRun> runInProgress(String runId) {
        return Optional.empty();
    }

    /** {@code value} as it may be stored under {@code key}, as a param, a tag or in a dataset: without what is a secret. */
    default String withoutSecrets(String key, String value) {
        return value;
    }

    /** Told after a run has started, on the caller's thread. */
    default void started(ActiveRun run) {}

    /**
     * Told when a run has ended, be it one that was told of as started or another, on the caller's thread. What belongs to it can
     * still be logged.
     */
    default void ended(String runId, RunStatus status) {}

    /** Told when a run could not end, for it is in the trash: it is in progress no more. */
    default void endedInTrash(String runId) {}
}
