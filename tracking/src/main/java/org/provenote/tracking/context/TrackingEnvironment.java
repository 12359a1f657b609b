package org.provenote.tracking.context;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.store.ExperimentPlan;

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

    /** The active experiment by either, in MLflow's order, for a run that is to be made later. */
    public Optional<ExperimentPlan> experimentPlan() {
        Optional<ExperimentPlan> named = experimentName().map(ExperimentPlan.Named::new);
        return named.or(() -> experimentId().map(ExperimentPlan.WithId::new));
    }

    /** {@code MLFLOW_TRACKING_USERNAME}, else what {@code ~/.mlflow/credentials} has: for servers with basic authentication. */
    public Optional<String> trackingUsername() {
        return get("MLFLOW_TRACKING_USERNAME").or(() -> saved("mlflow_tracking_username"));
    }

    /** {@code MLFLOW_TRACKING_PASSWORD}, else what {@code ~/.mlflow/credentials} has: goes with the user name. */
    public Optional<String> trackingPassword() {
        return get("MLFLOW_TRACKING_PASSWORD").or(() -> saved("mlflow_tracking_password"));
    }

    /** {@code MLFLOW_TRACKING_TOKEN}: for servers that take a bearer token. */
    public Optional<String> trackingToken() {
        return get("MLFLOW_TRACKING_TOKEN");
    }

    /** {@code MLFLOW_TRACKING_INSECURE_TLS}: whether any certificate is taken; {@code true} and {@code 1} say so, as in MLflow. */
    public boolean insecureTls() {
        return get("MLFLOW_TRACKING_INSECURE_TLS")
                .filter(value -> value.equalsIgnoreCase("true") || value.equals("1"))
                .isPresent();
    }

    /**
     * {@code MLFLOW_WORKSPACE}: which team's part of a server that several share; empty for MLflow's {@code default}.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} for what fits into no header
     */
    public Optional<String> workspace() {
        Optional<String> named = get("MLFLOW_WORKSPACE").map(String::strip).filter(name -> !name.isEmpty());
        named.filter(name -> !name.matches("[!-~]+")).ifPresent(name -> {
            throw MlflowException.invalid("MLFLOW_WORKSPACE is '" + name
                    + "', which is no workspace's name: expected letters without accents, digits and hyphens");
        });
        return named.filter(name -> !name.equals(Experiment.DEFAULT_WORKSPACE));
    }

    /** {@code MLFLOW_TRACKING_SERVER_CERT_PATH}: a file of PEM certificates to trust instead of the JDK's. */
    public Optional<String> serverCertificates() {
        return get("MLFLOW_TRACKING_SERVER_CERT_PATH");
    }

    /**
     * {@code https_proxy}, {@code http_proxy}, else {@code all_proxy}: how servers are reached whose URI has that scheme. In small
     * letters or in capitals, as Python's {@code urllib} has it.
     */
    public Optional<String> proxy(String scheme) {
        return inEitherCase(scheme + "_proxy").or(() -> inEitherCase("all_proxy"));
    }

    /** {@code no_proxy}: what is reached without one, parted by commas; empty if it is not set. */
    public String noProxy() {
        return inEitherCase("no_proxy").orElse("");
    }

    private Optional<String> inEitherCase(String name) {
        return get(name).or(() -> get(name.toUpperCase(Locale.ROOT)));
    }

    /** {@code DATABRICKS_HOST}: the workspace, where no profile is named. */
    public Optional<String> databricksHost() {
        return get("DATABRICKS_HOST");
    }

    /** {@code DATABRICKS_TOKEN}: goes with the host. */
    public Optional<String> databricksToken() {
        return get("DATABRICKS_TOKEN");
    }

    /** {@code DATABRICKS_CONFIG_FILE}: the profiles; {@code ~/.databrickscfg} where it is not set. */
    public String databricksConfigFile() {
        return get("DATABRICKS_CONFIG_FILE").orElseGet(() -> home().orElse("") + "/.databrickscfg");
    }

    /** {@code PROVENOTE_OUTBOX}: {@code off} makes log calls write straight to the store and wait for it. */
    public boolean outbox() {
        return get("PROVENOTE_OUTBOX").filter("off"::equalsIgnoreCase).isEmpty();
    }

    /**
     * {@code XDG_STATE_HOME}: where what waits for a remote store is kept, and artifacts that wait for any; {@code ~/.local/state} where
     * it is not set, and nowhere for a user without a home.
     */
    public Optional<String> stateHome() {
        return get("XDG_STATE_HOME").or(() -> home().map(home -> home + "/.local/state"));
    }

    /**
     * Who is working, to be named on runs; not who the system takes them for. As in MLflow the name that signs in to the server, else that
     * of Python's {@code getpass.getuser}; between them {@code JUPYTERHUB_USER}, since in a hub's containers the system knows all as one.
     */
    public String user() {
        return trackingUsername().orElseGet(this::account);
    }

    /** As {@link #user}, whoever signs in to the server. */
    public String account() {
        return get("JUPYTERHUB_USER")
                .or(() -> get("LOGNAME"))
                .or(() -> get("USER"))
                .or(() -> get("LNAME"))
                .or(() -> get("USERNAME"))
                .or(() -> Optional.of(System.getProperty("user.name")).filter(TrackingEnvironment::isKnown))
                .orElse("unknown");
    }

    /** As Python has it: {@code HOME}, else what the system says; nowhere for a user whom it does not know. */
    private Optional<String> home() {
        return get("HOME").or(() -> Optional.of(System.getProperty("user.home")).filter(TrackingEnvironment::isKnown));
    }

    /** What Java says of a user who is in no table of the system, as in containers that run under any number. */
    private static boolean isKnown(String property) {
        return !property.equals("?");
    }

    /** A setting in MLflow's file of credentials. One that cannot be read has none, as for MLflow. */
    private Optional<String> saved(String name) {
        Optional<String> home = home();
        if (home.isEmpty()) {
            return Optional.empty();
        }
        try {
            Map<String, String> settings = IniFile.section(Path.of(home.get(), ".mlflow", "credentials"), "mlflow");
            // As configparser has it, where a single one begins a reference.
            return Optional.ofNullable(settings.get(name)).map(value -> value.replace("%%", "%"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> get(String name) {
        return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isBlank());
    }
}
