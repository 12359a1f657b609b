package org.provenote.tracking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.context.RunContext;
import org.provenote.tracking.context.RunContextProvider;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Arguments;
import org.provenote.tracking.store.DeliveryStatus;
import org.provenote.tracking.store.ExperimentChoice;
import org.provenote.tracking.store.NewRun;

/**
 * Starts runs, with the method names of MLflow's Java client ({@code org.mlflow.tracking.MlflowContext}).
 *
 * <pre>{@code
 * var context = new MlflowContext();
 * try (var run = context.startRun("baseline")) {
 *     run.logParam("alpha", "0.1");
 *     run.logMetric("rmse", 0.78, 1);
 * }
 * }</pre>
 *
 * <p>Which experiment a run goes to: the one set on this context, else the one chosen for the session, else
 * {@code MLFLOW_EXPERIMENT_NAME} or {@code MLFLOW_EXPERIMENT_ID}, else the notebook's own, or in a program outside a notebook
 * {@code Default}. May be used from any thread.
 *
 * <p>A run also starts while its server does not answer: see {@link ActiveRun#isWaiting}.
 */
public final class MlflowContext {
    private final MlflowClient client;
    private volatile @Nullable String experimentId;

    /** A context of the tracking URI in force. */
    public MlflowContext() {
        this(new MlflowClient());
    }

    public MlflowContext(String trackingUri) {
        this(new MlflowClient(trackingUri));
    }

    public MlflowContext(MlflowClient client) {
        this.client = client;
    }

    public MlflowClient getClient() {
        return client;
    }

    /**
     * Makes an existing experiment the active one.
     *
     * @throws MlflowException {@code RESOURCE_DOES_NOT_EXIST} if there is no experiment of that name, {@code
     *     INVALID_PARAMETER_VALUE} if it is in the trash
     */
    public MlflowContext setExperimentName(String experimentName) {
        Arguments.given("experimentName", experimentName);
        Experiment experiment = client.store()
                .findActiveExperiment(experimentName)
                .orElseThrow(() -> MlflowException.missing("No experiment is named '" + experimentName
                        + "'; create it with getClient().createExperiment(\"" + experimentName + "\")"));
        return setExperimentId(experiment.experimentId());
    }

    public MlflowContext setExperimentId(String experimentId) {
        this.experimentId = experimentId;
        return this;
    }

    /** The active experiment, by the order that the class comment states; created if need be. */
    public String getExperimentId() {
        String chosen = experimentId;
        return chosen != null ? chosen : RunContext.current().experimentId(client);
    }

    /** What was logged and has not reached the store yet, and why. {@code %mlflow status} shows it. */
    public DeliveryStatus status() {
        return client.store().delivery();
    }

    /**
     * The run in progress in this notebook or program: of those started and not ended, the last, however it was started.
     *
     * @throws MlflowException {@code INVALID_STATE} if no run is in progress
     */
    public static ActiveRun activeRun() {
        return RunContext.current()
                .activeRun()
                .orElseThrow(() -> new MlflowException(
                        MlflowException.ErrorCode.INVALID_STATE,
                        "No run is in progress; start one with new MlflowContext().startRun(\"name\")"));
    }

    /** Starts a run under a random name. */
    public ActiveRun startRun() {
        return start(experiment(), null, Map.of());
    }

    public ActiveRun startRun(String runName) {
        return start(experiment(), runName, Map.of());
    }

    /** Starts a run nested in another one, in the parent's experiment unless this context names its own. */
    public ActiveRun startRun(String runName, String parentRunId) {
        Arguments.given("parentRunId", parentRunId);
        ExperimentChoice experiment = experimentId != null ? experiment() : ExperimentChoice.of(parentRunId);
        return start(experiment, runName, Map.of(RunTag.PARENT_RUN_ID, parentRunId));
    }

    private ExperimentChoice experiment() {
        String chosen = experimentId;
        return chosen != null ? ExperimentChoice.withId(chosen) : RunContext.experiment();
    }

    /** Takes up a run again: it is {@code RUNNING} until it is ended anew. */
    public ActiveRun resumeRun(String runId) {
        // Read first: of a call that fails nothing is kept, and the run stays as it was.
        Run earlier = client.getRun(runId);
        ActiveRun run = new ActiveRun(client, earlier.info());
        forgetEnd(earlier);
        client.store().updateRun(runId, new org.provenote.tracking.store.RunUpdate(RunStatus.RUNNING, null, null));
        RunContext.current().started(run);
        return run;
    }

    private void forgetEnd(Run earlier) {
        Set<String> ofEnd = RunContext.current().tagsOfEnd();
        try {
            earlier.data().tags().stream()
                    .map(RunTag::key)
                    .filter(ofEnd::contains)
                    .forEach(key -> client.deleteTag(earlier.info().runId(), key));
        } catch (MlflowException e) {
            // While its server does not answer a run can be taken up again all the same; its next end says how it
            // ended.
        }
    }

    /**
     * Runs {@code activity} in a run that always ends: {@code FINISHED}, or {@code FAILED} when it throws. What it throws
     * reaches the caller as it was.
     */
    public void withActiveRun(String runName, Consumer<ActiveRun> activity) {
        runIn(startRun(runName), activity);
    }

    /** As {@link #withActiveRun(String, Consumer)}, under a random name. */
    public void withActiveRun(Consumer<ActiveRun> activity) {
        runIn(startRun(), activity);
    }

    private static void runIn(ActiveRun run, Consumer<ActiveRun> activity) {
        try {
            activity.accept(run);
        } catch (Throwable thrown) {
            endAfter(thrown, run);
            throw thrown;
        }
        run.endRun();
    }

    /** What cannot be carried out any more, as on a run that was deleted, must not hide what the user's code threw. */
    private static void endAfter(Throwable thrown, ActiveRun run) {
        try {
            run.endRun(RunStatus.FAILED);
        } catch (RuntimeException e) {
            thrown.addSuppressed(e);
        }
    }

    private ActiveRun start(ExperimentChoice experiment, @Nullable String runName, Map<String, String> ownTags) {
        RunContextProvider context = RunContext.current();
        Map<String, String> tags = new LinkedHashMap<>(context.tags());
        tags.putAll(ownTags);
        List<RunTag> runTags = new ArrayList<>();
        tags.forEach((key, value) -> runTags.add(new RunTag(key, value)));
        NewRun begun =
                new NewRun("", TrackingEnvironment.ofProcess().user(), runName, System.currentTimeMillis(), runTags);
        Run created = client.beginRun(experiment, begun);
        ActiveRun run = new ActiveRun(client, created.info());
        context.started(run);
        return run;
    }
}
