package org.provenote.tracking.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.ExperimentPlan;
import org.provenote.tracking.store.RunUpdate;

/** One record of the outbox. */
sealed interface Entry {
    String runId();

    /** What was logged to a run. */
    record Logged(String runId, Batch batch) implements Entry {}

    /** The datasets that a run used. */
    record Used(String runId, List<DatasetInput> datasets) implements Entry {}

    /** A change of a run's state or name. */
    record Updated(String runId, RunUpdate update) implements Entry {
        /** Whether the run is over after it. */
        boolean isEnd() {
            RunStatus status = update.status();
            return status != null && status.isTerminal();
        }

        /** Whether this process goes on with a run that was over, perhaps. */
        boolean isResumption() {
            return update.status() == RunStatus.RUNNING;
        }
    }

    /**
     * A run that is to be made in the store.
     *
     * @param experiment where the store gives the id, and the draft's is provisional; {@code null} where the draft's is final
     */
    record Created(Run draft, @Nullable ExperimentPlan experiment) implements Entry {
        @Override
        public String runId() {
            return draft.info().runId();
        }
    }

    /** A run began in this process: nobody else will end it. */
    record Opened(String runId) implements Entry {}

    /** The store has made a run and given it its id; or has refused it, which is the id {@code ""}. */
    record Given(String runId, String id) implements Entry {}
}
