package org.provenote.server;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The settings that the server reads from the environment. The only place of this module that reads it. */
public final class ServerEnvironment {
    private final Function<String, @Nullable String> variables;

    public ServerEnvironment(Function<String, @Nullable String> variables) {
        this.variables = variables;
    }

    /** The environment of this process. */
    public static ServerEnvironment ofProcess() {
        return new ServerEnvironment(System::getenv);
    }

    /** {@code PROVENOTE_SERVER_SECRET}: what Jupyter's server extension sends with every request. */
    public Optional<String> secret() {
        return get("PROVENOTE_SERVER_SECRET");
    }

    /** {@code PROVENOTE_SERVER_TOKEN}: what clients send as {@code MLFLOW_TRACKING_TOKEN}. */
    public Optional<String> token() {
        return get("PROVENOTE_SERVER_TOKEN");
    }

    /** {@code MLFLOW_TRACKING_URI}: which store. */
    public Optional<String> trackingUri() {
        return get("MLFLOW_TRACKING_URI");
    }

    /** {@code COLUMNS}: how wide the terminal is. */
    public int columns() {
        return get("COLUMNS")
                .filter(text -> text.matches("\\d{1,4}"))
                .map(Integer::parseInt)
                .orElse(100);
    }

    private Optional<String> get(String name) {
        return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isBlank());
    }
}
