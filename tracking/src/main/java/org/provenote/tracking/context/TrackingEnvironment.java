package org.provenote.tracking.context;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The settings that tracking reads from the environment, with MLflow's names. The only place of this module that reads it. */
public final class TrackingEnvironment {
    private final Function<String, @Nullable String> variables;

    public TrackingEnvironment(Function<String, @Nullable String> variables) {
        this.variables = variables;
    }

    /** The environment of this process. */
    public static TrackingEnvironment ofProcess() {
        return new TrackingEnvironment(System::getenv);
    }

    /** {@code MLFLOW_TRACKING_URI}: which store. */
    public Optional<String> trackingUri() {
        return get("MLFLOW_TRACKING_URI");
    }

    /** {@code MLFLOW_EXPERIMENT_NAME}: the active experiment, by name; created if missing. */
    public Optional<String> experimentName() {
        return get("MLFLOW_EXPERIMENT_NAME");
    }

    /** {@code MLFLOW_EXPERIMENT_ID}: the active experiment, by id. */
    public Optional<String> experimentId() {
        return get("MLFLOW_EXPERIMENT_ID");
    }

    /** Who is working, by the rule of Python's {@code getpass.getuser}, which MLflow uses. */
    public String user() {
        return get("LOGNAME")
                .or(() -> get("USER"))
                .or(() -> get("LNAME"))
                .or(() -> get("USERNAME"))
                .orElseGet(() -> System.getProperty("user.name", "unknown"));
    }

    private Optional<String> get(String name) {
        return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isBlank());
    }
}
