package org.provenote.tracking.entities;

import org.jspecify.annotations.Nullable;

/**
 * What a run is, apart from what was logged to it.
 *
 * @param runId 32 hexadecimal digits in MLflow's stores
 * @param userId who started it
 * @param startTime milliseconds since the epoch
 * @param endTime milliseconds since the epoch, {@code null} while the run goes on
 * @param artifactUri root of its artifacts
 */
public record RunInfo(
        String runId,
        String runName,
        String experimentId,
        String userId,
        RunStatus status,
        long startTime,
        @Nullable Long endTime,
        String artifactUri,
        LifecycleStage lifecycleStage) {
    /** As whom MLflow's client for Python logs where it knows nobody. */
    public static final String UNKNOWN_USER = "unknown";

    private static final int SHORT_ID = 8;

    /** What people call the run: its name, or the beginning of its id where a client gave it none. */
    public String label() {
        return runName.isBlank() ? shortId() : runName;
    }

    /** The first characters of the id, which tell runs apart. */
    public String shortId() {
        return runId.substring(0, Math.min(SHORT_ID, runId.length()));
    }

    public String getRunId() {
        return runId;
    }

    public String getRunName() {
        return runName;
    }

    public String getExperimentId() {
        return experimentId;
    }

    public String getUserId() {
        return userId;
    }

    public RunStatus getStatus() {
        return status;
    }

    public long getStartTime() {
        return startTime;
    }

    /** The end, or 0 while the run goes on. */
    public long getEndTime() {
        return endTime == null ? 0 : endTime;
    }

    public String getArtifactUri() {
        return artifactUri;
    }

    public String getLifecycleStage() {
        return lifecycleStage.toString();
    }
}
