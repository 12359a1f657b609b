package org.provenote.tracking.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.RunTag;

/**
 * What it takes to create a run.
 *
 * @param runName {@code null} or empty lets the store make a random one, as MLflow does
 * @param startTime milliseconds since the epoch
 */
public record NewRun(
        String experimentId, String userId, @Nullable String runName, long startTime, List<RunTag> tags) {

    /** The same run in another experiment. */
    public NewRun in(String otherExperimentId) {
        return new NewRun(otherExperimentId, userId, runName, startTime, tags);
    }
}
