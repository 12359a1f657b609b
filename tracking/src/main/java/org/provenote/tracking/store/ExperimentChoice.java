package org.provenote.tracking.store;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Which experiment a new run goes to.
 *
 * @param now finds it, or makes it, in the store
 * @param later how to find it once the store can be asked, where it cannot be now
 */
public record ExperimentChoice(Function<TrackingStore, String> now, Supplier<ExperimentPlan> later) {

    /** The experiment of that id. */
    public static ExperimentChoice withId(String experimentId) {
        return new ExperimentChoice(store -> experimentId, () -> new ExperimentPlan.WithId(experimentId));
    }

    /** The experiment that another run is in. */
    public static ExperimentChoice of(String runId) {
        return new ExperimentChoice(
                store -> store.getRun(runId).info().experimentId(), () -> new ExperimentPlan.OfRun(runId));
    }
}
