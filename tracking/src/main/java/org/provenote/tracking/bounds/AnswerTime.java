package org.provenote.tracking.bounds;

import java.time.Duration;

/** How long an answer may take. */
public final class AnswerTime {
    /** As long as MLflow's clients wait for one ({@code MLFLOW_HTTP_REQUEST_TIMEOUT}). */
    public static final Duration LONGEST = Duration.ofSeconds(120);

    private AnswerTime() {}
}
