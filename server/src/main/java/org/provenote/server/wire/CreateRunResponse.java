package org.provenote.server.wire;

import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunInputs;

/** A run that has just begun: MLflow's server says nothing yet of what it made. */
public record CreateRunResponse(Begun run) {
    public static CreateRunResponse of(Run run) {
        return new CreateRunResponse(new Begun(run.info(), run.data(), run.inputs()));
    }

    /** The run. */
    public record Begun(RunInfo info, RunData data, RunInputs inputs) {}
}
