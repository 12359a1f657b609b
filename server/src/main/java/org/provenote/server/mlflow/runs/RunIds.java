package org.provenote.server.mlflow.runs;

import org.provenote.server.message.Fields;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.validation.Validation;

/** The run of a request that logs one value: MLflow looks it up unchecked, so that a wrong id is that of no run. */
final class RunIds {
    private RunIds() {}

    static String of(Fields request) {
        String runId = request.runId();
        if (!Validation.isRunId(runId)) {
            throw MlflowException.missing("Run with id=" + runId + " not found");
        }
        return runId;
    }
}
