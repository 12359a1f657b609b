package org.provenote.tracking.context;

import java.nio.file.Path;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.ExperimentChoice;
import org.provenote.tracking.store.ExperimentPlan;
import org.provenote.tracking.store.TrackingUris;

/** Which {@link RunContextProvider} is in force in this process: a plain program's, until a notebook installs its own. */
public final class RunContext {
    private static volatile RunContextProvider current = new PlainProgram();

    private RunContext() {}

    public static RunContextProvider current() {
        return current;
    }

    /** Puts {@code provider} in force. */
    public static void use(RunContextProvider provider) {
        current = provider;
    }

    /** The run in progress here that is this one of a store, also where it began under a provisional id. */
    public static Optional<ActiveRun> inProgress(Run run) {
        RunContextProvider provider = current;
        return provider.runInProgress(run.info().runId())
                .or(() -> run.data().tag(RunTag.PROVISIONAL_ID).flatMap(provider::runInProgress));
    }

    /** The tracking URI in force: the environment's, else the provider's. */
    public static String trackingUri() {
        return TrackingEnvironment.ofProcess().trackingUri().orElseGet(() -> current.trackingUri());
    }

    /** The experiment for runs whose caller named none. */
    public static ExperimentChoice experiment() {
        RunContextProvider provider = current;
        return new ExperimentChoice(store -> provider.experimentId(new MlflowClient(store)), provider::experimentPlan);
    }

    /** Java outside a notebook: MLflow's own defaults. */
    private static final class PlainProgram implements RunContextProvider {
        private static final String DEFAULT_EXPERIMENT_ID = "0";
        /** The package of JEP 330's {@code Main}, and of JEP 458's {@code SourceLauncher} from JDK 22. */
        private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

        private final Deque<ActiveRun> openRuns = new ConcurrentLinkedDeque<>();

        @Override
        public String trackingUri() {
            return TrackingUris.of(Path.of("mlflow.db"));
        }

        @Override
        public String experimentId(MlflowClient client) {
            return client.experimentFromEnvironment().orElse(DEFAULT_EXPERIMENT_ID);
        }

        @Override
        public ExperimentPlan experimentPlan() {
            return TrackingEnvironment.ofProcess()
                    .experimentPlan()
                    .orElseGet(() -> new ExperimentPlan.WithId(DEFAULT_EXPERIMENT_ID));
        }

        @Override
        public Map<String, String> tags() {
            Map<String, String> tags = new LinkedHashMap<>();
            tags.put(RunTag.USER, TrackingEnvironment.ofProcess().user());
            program(System.getProperty("sun.java.command", ""))
                    .ifPresent(program -> tags.put(RunTag.SOURCE_NAME, program));
            tags.put(RunTag.SOURCE_TYPE, "LOCAL");
            return tags;
        }

        /** The main class or jar; the file where {@code java Train.java} compiles it first. */
        private static Optional<String> program(String command) {
            String[] words = command.strip().split(" ");
            boolean isSource = words[0].startsWith(SOURCE_LAUNCHER) && words.length > 1;
            return Optional.of(isSource ? words[1] : words[0]).filter(word -> !word.isEmpty());
        }

        @Override
        public Optional<ActiveRun> activeRun() {
            return Optional.ofNullable(openRuns.peekLast());
        }

        @Override
        public Optional<ActiveRun> runInProgress(String runId) {
            return openRuns.stream().filter(run -> run.getId().equals(runId)).findFirst();
        }

        @Override
        public void started(ActiveRun run) {
            openRuns.addLast(run);
        }

        @Override
        public void ended(String runId, RunStatus status) {
            openRuns.removeIf(run -> run.getId().equals(runId));
        }

        @Override
        public void endedInTrash(String runId) {
            openRuns.removeIf(run -> run.getId().equals(runId));
        }
    }
}
