package org.provenote.magics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.notebook.CurrentLocation;
import org.provenote.notebook.NotebookExperiment;
import org.provenote.notebook.OpenRuns;
import org.provenote.session.KernelPort;
import org.provenote.session.MagicException;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.store.ExperimentPlan;

/** What the magics of one notebook share. Thread-safe. */
final class SessionState {
    private final KernelPort kernel;
    private final CurrentLocation location;
    private final OpenRuns openRuns = new OpenRuns();
    private final NotebookExperiment ofNotebook = new NotebookExperiment();
    private volatile @Nullable ExperimentPlan experiment;
    private volatile @Nullable String saidTrouble;

    SessionState(KernelPort kernel, CurrentLocation location) {
        this.kernel = kernel;
        this.location = location;
    }

    KernelPort kernel() {
        return kernel;
    }

    CurrentLocation location() {
        return location;
    }

    OpenRuns openRuns() {
        return openRuns;
    }

    /** The experiment of runs for which none was chosen. */
    NotebookExperiment ofNotebook() {
        return ofNotebook;
    }

    /** A context whose active experiment is this session's. */
    MlflowContext tracking() {
        return new MlflowContext();
    }

    /** The experiment that {@code %mlflow experiment} chose; by its name, if the server could not be asked. */
    Optional<ExperimentPlan> chosenExperiment() {
        return Optional.ofNullable(experiment);
    }

    void chooseExperiment(ExperimentPlan chosen) {
        experiment = chosen;
    }

    /** The run in progress that a magic acts on. */
    ActiveRun activeRun() {
        return openRuns.newest()
                .orElseThrow(() -> new MagicException("No run is in progress; start one with: %mlflow start [name]"));
    }

    /** Prints a line below the cell. */
    void say(String line) {
        System.out.println(line);
    }

    /** Prints what keeps the run from its store, if anything does and that was not the last to be said of it. */
    void sayTrouble(ActiveRun run) {
        String before = saidTrouble;
        troubleOf(run).filter(trouble -> !trouble.equals(before)).ifPresent(this::say);
    }

    /** What keeps the run from its store, for who says it. */
    Optional<String> troubleOf(ActiveRun run) {
        saidTrouble = run.getClient().store().delivery().problem();
        return Optional.ofNullable(saidTrouble);
    }

    /** Shows text, with a richer form for front ends that can. */
    void show(String text, String html) {
        kernel.display(Map.of("text/plain", text, "text/html", html));
    }

    /** As {@link #show(String, String)}, with richer forms by mime type for front ends that know them. */
    void show(String text, String html, Map<String, Object> richer) {
        Map<String, Object> data = new HashMap<>(richer);
        data.put("text/plain", text);
        data.put("text/html", html);
        kernel.display(data);
    }

    /** A run started with the params and tags given. */
    ActiveRun start(
            @Nullable String name, @Nullable String parentRunId, Map<String, String> params, Map<String, String> tags) {
        MlflowContext context = tracking();
        ActiveRun run = parentRunId != null
                ? context.startRun(name == null ? "" : name, parentRunId)
                : name == null ? context.startRun() : context.startRun(name);
        run.logParams(params);
        run.setTags(tags);
        return run;
    }

    /** An earlier run taken up again, with the params and tags given. */
    ActiveRun resume(String runId, Map<String, String> params, Map<String, String> tags) {
        ActiveRun run = tracking().resumeRun(runId);
        run.logParams(params);
        run.setTags(tags);
        return run;
    }

    /** The runs in progress, newest first. */
    List<ActiveRun> inProgress() {
        return openRuns.all();
    }
}
