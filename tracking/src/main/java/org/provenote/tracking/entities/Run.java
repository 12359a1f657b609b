package org.provenote.tracking.entities;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A run as a store returns it. A snapshot: later logging does not change it. */
public record Run(RunInfo info, RunData data, RunInputs inputs, RunOutputs outputs) {

    public Run(RunInfo info, @Nullable RunData data, @Nullable RunInputs inputs, @Nullable RunOutputs outputs) {
        this.info = info;
        this.data = data == null ? new RunData(null, null, null) : data;
        this.inputs = inputs == null ? new RunInputs(null, null) : inputs;
        this.outputs = outputs == null ? new RunOutputs(null) : outputs;
    }

    /**
     * Whether they are of more than one user. Those of a client that names none, as MLflow's for Java, or calls them {@code unknown},
     * as MLflow's for Python, may be anybody's and count as nobody's.
     */
    public static boolean areOfSeveralUsers(Collection<Run> runs) {
        return runs.stream()
                        .map(run -> run.info().userId())
                        .filter(user -> !user.isEmpty() && !user.equals(RunInfo.UNKNOWN_USER))
                        .distinct()
                        .count()
                > 1;
    }

    public RunInfo getInfo() {
        return info;
    }

    public RunData getData() {
        return data;
    }

    public RunInputs getInputs() {
        return inputs;
    }

    public RunOutputs getOutputs() {
        return outputs;
    }
}
