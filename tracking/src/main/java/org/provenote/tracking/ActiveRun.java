package org.provenote.tracking;

import static org.provenote.tracking.store.Arguments.ending;
import static org.provenote.tracking.store.Arguments.given;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.context.LeftInTrash;
import org.provenote.tracking.context.RunContext;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;

/**
 * A run that is going on, with the method names of MLflow's Java client ({@code org.mlflow.tracking.ActiveRun}). Closing
 * it ends it, so it fits try-with-resources. May be used from any thread.
 */
public final class ActiveRun implements AutoCloseable {
    private final MlflowClient client;
    private final RunInfo info;
    private final AtomicBoolean ended = new AtomicBoolean();

    ActiveRun(MlflowClient client, RunInfo info) {
        this.client = client;
        this.info = info;
    }

    /** The run's id: the store's, or, for a run that began while its server did not answer, a provisional one for good. */
    public String getId() {
        return info.runId();
    }

    /**
     * Whether the run began while its server did not answer, and still does not exist there. All that is logged to it is kept,
     * also if this process ends; it is made on the server, once, when that is back.
     */
    public boolean isWaiting() {
        return client.store().delivery().waitingRuns().contains(getId());
    }

    public String getName() {
        return info.runName();
    }

    /** What messages call the run: its name, or the beginning of its id where it was given none. */
    public String label() {
        return info.label();
    }

    /**
     * The experiment's id; of a run that {@link #isWaiting}, {@code ""} where only the server can say.
     *
     * @throws MlflowException if the run began while its server did not answer, and that cannot be asked now
     */
    public String getExperimentId() {
        return info.experimentId().isEmpty() ? client.getRun(getId()).info().experimentId() : info.experimentId();
    }

    /** Where the artifacts are; of a run that {@link #isWaiting}, {@code ""}. */
    public String getArtifactUri() {
        return info.artifactUri().isEmpty() ? client.getRun(getId()).info().artifactUri() : info.artifactUri();
    }

    /** The client that this run logs through. */
    public MlflowClient getClient() {
        return client;
    }

    /** Whether {@link #endRun} or {@link #close} was called and did not fail. */
    public boolean isEnded() {
        return ended.get();
    }

    /** Logs a param, once: another value for the same key is refused. For {@code null}, {@code "null"} is logged. */
    public void logParam(String key, String value) {
        client.logParam(getId(), key, value);
    }

    /** Logs a param, with the text that {@link String#valueOf(Object)} gives. */
    public void logParam(String key, Object value) {
        logParam(key, String.valueOf(value));
    }

    /** Logs params, any number of them. */
    public void logParams(Map<String, ?> params) {
        List<Param> all = given("params", params).entrySet().stream()
                .map(p -> new Param(p.getKey(), String.valueOf(p.getValue())))
                .toList();
        log(all, Batch.MOST_PARAMS, some -> new Batch(List.of(), some, List.of()));
    }

    /** Logs a point at step 0, now. */
    public void logMetric(String key, double value) {
        logMetric(key, value, 0);
    }

    /** Logs a point at {@code step}, now. */
    public void logMetric(String key, double value, long step) {
        client.logMetric(getId(), key, value, System.currentTimeMillis(), step);
    }

    public void logMetrics(Map<String, ? extends Number> metrics) {
        logMetrics(metrics, 0);
    }

    /** Logs one point of each metric, all at {@code step}, now. */
    public void logMetrics(Map<String, ? extends Number> metrics, long step) {
        long now = System.currentTimeMillis();
        List<Metric> all = given("metrics", metrics).entrySet().stream()
                .map(m -> new Metric(
                        m.getKey(),
                        given("value of " + m.getKey(), m.getValue()).doubleValue(),
                        now,
                        step))
                .toList();
        log(all, Batch.MOST_METRICS, some -> new Batch(some, List.of(), List.of()));
    }

    /** Sets a tag; for {@code null}, to {@code "null"}. */
    public void setTag(String key, String value) {
        client.setTag(getId(), key, value);
    }

    public void setTags(Map<String, String> tags) {
        List<RunTag> all = given("tags", tags).entrySet().stream()
                .map(t -> new RunTag(t.getKey(), String.valueOf(t.getValue())))
                .toList();
        log(all, Batch.MOST_TAGS, some -> new Batch(List.of(), List.of(), some));
    }

    /** Records the datasets that this run used. */
    public void logInputs(List<DatasetInput> datasets) {
        client.logInputs(getId(), datasets);
    }

    /** Copies a file, or a folder under its name, into the run's artifacts. */
    public void logArtifact(Path localPath) {
        logArtifact(localPath, "");
    }

    /** Copies a file, or a folder under its name, into the folder {@code artifactPath} of the run's artifacts. */
    public void logArtifact(Path localPath, String artifactPath) {
        client.log(getId(), given("localPath", localPath), given("artifactPath", artifactPath));
    }

    /** Copies what a folder holds into the run's artifacts. */
    public void logArtifacts(Path localFolder) {
        logArtifacts(localFolder, "");
    }

    /** Copies what a folder holds into the folder {@code artifactPath} of the run's artifacts. */
    public void logArtifacts(Path localFolder, String artifactPath) {
        client.logArtifacts(getId(), given("localFolder", localFolder).toFile(), artifactPath);
    }

    /** Writes a text, in UTF-8, as the file {@code artifactFile} of the run's artifacts, such as {@code "reports/summary.txt"}. */
    public void logText(String text, String artifactFile) {
        client.logText(getId(), text, artifactFile);
    }

    /** Ends the run as {@code FINISHED}. */
    public void endRun() {
        endRun(RunStatus.FINISHED);
    }

    /**
     * Ends the run. A second call does nothing, unless the first one failed.
     *
     * @param status {@code FINISHED}, {@code FAILED} or {@code KILLED}
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} if somebody else has moved the run to the trash, where no end can be
     *     recorded; it is in progress no more then, and can be ended once it is restored
     */
    public void endRun(RunStatus status) {
        ending(status);
        if (ended.compareAndSet(false, true)) {
            recordEnd(status);
        }
    }

    private void recordEnd(RunStatus status) {
        try {
            client.setTerminated(getId(), status);
        } catch (MlflowException e) {
            ended.set(false);
            // No other refusal comes of the trash, and a server that does not answer is not asked again.
            throw e.errorCode() == ErrorCode.INVALID_PARAMETER_VALUE && isInTrash() ? endedInTrash(e) : e;
        } catch (Throwable e) {
            ended.set(false);
            throw e;
        }
    }

    private boolean isInTrash() {
        try {
            return client.getRun(getId()).info().lifecycleStage() == LifecycleStage.DELETED;
        } catch (MlflowException e) {
            return false;
        }
    }

    private MlflowException endedInTrash(MlflowException refusal) {
        RunContext.current().endedInTrash(getId());
        return new MlflowException(refusal.errorCode(), LeftInTrash.inWords(label(), getId()), refusal);
    }

    @Override
    public void close() {
        endRun();
    }

    @Override
    public String toString() {
        return "ActiveRun[" + info.label() + ", " + info.runId() + "]";
    }

    /** In as many batches as it takes, as MLflow's Python client does. */
    private <T> void log(List<T> all, int most, Function<List<T>, Batch> batch) {
        for (int from = 0; from < all.size(); from += most) {
            client.log(getId(), batch.apply(all.subList(from, Math.min(from + most, all.size()))));
        }
    }
}
