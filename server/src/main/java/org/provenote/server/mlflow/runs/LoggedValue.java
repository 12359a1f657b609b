package org.provenote.server.mlflow.runs;

import org.provenote.server.message.Fields;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.validation.Validation;

/** One value that a request logs to its run. MLflow looks that run up unchecked, so that a wrong id is that of no run. */
final class LoggedValue {
    private LoggedValue() {}

    static void log(Fields request, Batch value, TrackingStore store) {
        String runId = request.runId();
        if (!Validation.isRunId(runId)) {
            Validation.batch(value);
            throw Validation.unknownRun(runId);
        }
        store.logBatch(runId, value);
    }
}
