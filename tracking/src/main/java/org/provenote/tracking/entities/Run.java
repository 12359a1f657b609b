package org.provenote.tracking.entities;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run as a store returns it. A snapshot: later logging does not change it. */
public final class Run {
    private final Supplier<RunInfo> info;
    private final Supplier<RunData> data;
    private final RunInputs inputs;
    private final RunOutputs outputs;

    public Run(RunInfo info, @Nullable RunData data, @Nullable RunInputs inputs, @Nullable RunOutputs outputs) {
        this(constant(info), constant(data == null ? new RunData(null, null, null) : data), inputs, outputs);
    }

    /** A run of which a database wrote the JSON. */
    public Run(
            JsonValue<RunInfo> info,
            JsonValue<RunData> data,
            @Nullable RunInputs inputs,
            @Nullable RunOutputs outputs) {
        this((Supplier<RunInfo>) info, data, inputs, outputs);
    }

    private Run(
            Supplier<RunInfo> info, Supplier<RunData> data, @Nullable RunInputs inputs, @Nullable RunOutputs outputs) {
        this.info = info;
        this.data = data;
        this.inputs = inputs == null ? new RunInputs(null, null) : inputs;
        this.outputs = outputs == null ? new RunOutputs(null) : outputs;
    }

    private static <T> Supplier<T> constant(T value) {
        return () -> value;
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

    public RunInfo info() {
        return info.get();
    }

    public RunData data() {
        return data.get();
    }

    public RunInputs inputs() {
        return inputs;
    }

    public RunOutputs outputs() {
        return outputs;
    }

    /** The info in MLflow's JSON, where a database wrote it. */
    public Optional<String> infoJson() {
        return json(info);
    }

    /** The data in MLflow's JSON, where a database wrote it. */
    public Optional<String> dataJson() {
        return json(data);
    }

    private static Optional<String> json(Supplier<?> value) {
        return value instanceof JsonValue<?> written ? Optional.of(written.json()) : Optional.empty();
    }

    public RunInfo getInfo() {
        return info();
    }

    public RunData getData() {
        return data();
    }

    public RunInputs getInputs() {
        return inputs;
    }

    public RunOutputs getOutputs() {
        return outputs;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Run run
                && info().equals(run.info())
                && data().equals(run.data())
                && inputs.equals(run.inputs)
                && outputs.equals(run.outputs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(info(), data(), inputs, outputs);
    }

    @Override
    public String toString() {
        return "Run[info=" + info() + ", data=" + data() + ", inputs=" + inputs + ", outputs=" + outputs + "]";
    }
}
