package org.provenote.tracking.entities;

import org.jspecify.annotations.Nullable;

/** A run as a store returns it. A snapshot: later logging does not change it. */
public record Run(RunInfo info, RunData data, RunInputs inputs, RunOutputs outputs) {

    public Run(RunInfo info, @Nullable RunData data, @Nullable RunInputs inputs, @Nullable RunOutputs outputs) {
        this.info = info;
        this.data = data == null ? new RunData(null, null, null) : data;
        this.inputs = inputs == null ? new RunInputs(null, null) : inputs;
        this.outputs = outputs == null ? new RunOutputs(null) : outputs;
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
