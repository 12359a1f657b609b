package org.provenote.magics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.provenote.notebook.CellThreads;
import org.provenote.notebook.CurrentLocation;
import org.provenote.notebook.KernelEnvironment;
import org.provenote.notebook.NotebookContext;
import org.provenote.notebook.NotebookLocation;
import org.provenote.notebook.NotebookLocator;
import org.provenote.notebook.OpenNotebook;
import org.provenote.notebook.RunCapture;
import org.provenote.notebook.SessionCells;
import org.provenote.notebook.UserClassPath;
import org.provenote.provenance.environment.Environment;
import org.provenote.provenance.run.RunTags;
import org.provenote.provenance.secrets.Secrets;
import org.provenote.provenance.session.SessionRecord;
import org.provenote.session.Cell;
import org.provenote.session.EndedCell;
import org.provenote.session.KernelPort;
import org.provenote.session.NotebookSession;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.notebook.NotebookExperiments;
import org.provenote.tracking.store.ExperimentPlan;
import org.provenote.tracking.store.TrackingStores;

/** A notebook whose runs are tracked: where its magics, its cells and its runs meet. */
public final class TrackedNotebook implements NotebookSession {
    private final ExecutorService beside = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "provenote-beside");
        thread.setDaemon(true);
        return thread;
    });
    private final RunCapture capture;
    private final UserClassPath classPath = new UserClassPath();
    private final CellThreads threads = new CellThreads();
    private final SessionState state;
    private final MlflowMagic magic;
    private final SessionCells cells;
    private final AtomicInteger startedRuns = new AtomicInteger();
    private final Set<String> saidToBeSecret = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Cell running;
    private volatile @Nullable ActiveRun cellRun;

    TrackedNotebook(KernelPort kernel, KernelEnvironment environment, List<EndedCell> earlier, @Nullable Cell running) {
        this.state = new SessionState(
                kernel,
                new CurrentLocation(
                        new NotebookLocator(environment), beside, running == null ? null : running.cellId()));
        this.capture = new RunCapture(beside, new OpenNotebook(kernel, environment, beside));
        this.magic = new MlflowMagic(state, run -> cellRun = run, this::cellsUpToNow, this::environment);
        this.cells = new SessionCells(earlier, running);
        this.running = running;
    }

    /** Opens tracked notebooks. */
    public static final class Factory implements NotebookSession.Factory {
        @Override
        public NotebookSession open(KernelPort kernel, List<EndedCell> earlier, @Nullable Cell running) {
            KernelEnvironment environment = new KernelEnvironment(kernel.connectionFile(), System::getenv);
            return new TrackedNotebook(kernel, environment, earlier, running);
        }
    }

    // Magics

    @Override
    public void lineMagic(String arguments, List<@Nullable Object> values) {
        classPath.observe();
        magic.line(MagicLine.words(arguments, values));
    }

    @Override
    public void cellMagic(String arguments) {
        threads.onKernelThread();
        magic.cell(MagicLine.words(arguments, List.of()));
    }

    // Cells

    @Override
    public void cellEntered() {
        classPath.observe();
    }

    @Override
    public void cellStarting(Cell cell) {
        running = cell;
        cells.starting(cell);
        state.location().refresh(cell.cellId());
    }

    /**
     * A run around the cell ends with it. Of the other runs, those that a failed cell started and left open end as FAILED:
     * running the cell again will start them anew. Runs of earlier cells go on, and those that other threads started, which may
     * well be at work.
     */
    @Override
    public void cellEnded(EndedCell executed) {
        threads.onKernelThread();
        RunStatus outcome = executed.failed() ? RunStatus.FAILED : RunStatus.FINISHED;
        ActiveRun around = cellRun;
        cellRun = null;
        if (executed.failed()) {
            state.openRuns().startedIn(executed.cell()).stream()
                    .filter(run -> run != around)
                    .forEach(run -> end(run, RunStatus.FAILED));
        }
        if (around != null) {
            end(around, outcome);
            state.sayTrouble(around);
        }
        cells.ended(executed, state.openRuns().newestOfCells().map(ActiveRun::getId));
        running = null;
    }

    // Runs

    @Override
    public String trackingUri() {
        return NotebookContext.trackingUri(state.location().get());
    }

    @Override
    public String experimentId(MlflowClient client) {
        return state.chosenExperiment()
                .map(chosen -> idOf(chosen, client))
                .or(client::experimentFromEnvironment)
                .orElseGet(() -> state.ofNotebook().of(state.location().get(), client));
    }

    /** The experiment that was chosen while the server was away is found, or made, as a run that waited for it would. */
    private String idOf(ExperimentPlan chosen, MlflowClient client) {
        if (chosen instanceof ExperimentPlan.Named named) {
            // Each time anew, for the client may be of another store.
            return new NotebookExperiments(client.store()).named(named.name());
        }
        return ((ExperimentPlan.WithId) chosen).experimentId();
    }

    @Override
    public ExperimentPlan experimentPlan() {
        return state.chosenExperiment()
                .or(() -> TrackingEnvironment.ofProcess().experimentPlan())
                .orElseGet(() -> state.ofNotebook().plan(state.location().get()));
    }

    @Override
    public Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(RunTag.USER, TrackingEnvironment.ofProcess().user());
        tags.putAll(NotebookContext.tags(state.location().get()));
        tags.put(RunTags.KERNEL, state.kernel().name());
        return tags;
    }

    @Override
    public Set<String> tagsOfEnd() {
        return RunTags.OF_END;
    }

    @Override
    public String withoutSecrets(String key, String value) {
        String safe = Secrets.mask(value);
        if (!safe.equals(value) && saidToBeSecret.add(key)) {
            System.err.println(
                    "Provenote: '" + key + "' has a value that looks like a secret; what is stored is '" + safe + "'");
        }
        return safe;
    }

    @Override
    public Optional<ActiveRun> activeRun() {
        classPath.observe();
        return state.openRuns().newest();
    }

    @Override
    public Optional<ActiveRun> runInProgress(String runId) {
        return state.inProgress().stream()
                .filter(run -> run.getId().equals(runId))
                .findFirst();
    }

    @Override
    public void started(ActiveRun run) {
        classPath.observe();
        Optional<Cell> cell = callingCell();
        cell.ifPresent(calling -> cells.touchedBy(run.getId()));
        state.openRuns().add(run, cell.orElse(null));
        NotebookLocation notebook = state.location().get();
        state.ofNotebook().began();
        capture.started(run, notebook, state.ofNotebook().idOf(notebook), running, startedRuns.incrementAndGet());
    }

    @Override
    public void ended(String runId, RunStatus status) {
        state.openRuns().close(runId).ifPresent(this::ended);
    }

    @Override
    public void endedInTrash(String runId) {
        state.openRuns().close(runId);
        capture.forget(runId);
    }

    private void ended(ActiveRun run) {
        classPath.observe();
        callingCell().ifPresent(calling -> cells.touchedBy(run.getId()));
        NotebookLocation notebook = state.location().get();
        capture.ending(run, notebook, running, cellsUpToNow(), classPath.entries());
    }

    /** The running cell, if it is what calls. */
    private Optional<Cell> callingCell() {
        return threads.haveCurrent() ? Optional.ofNullable(running) : Optional.empty();
    }

    private SessionRecord cellsUpToNow() {
        return cells.record(state.kernel().name(), state.location().get().path());
    }

    private Environment environment() {
        return capture.environment(state.kernel().name(), classPath.entries());
    }

    /** Ends the runs at the same time: however many there are, Jupyter kills a kernel that takes more than some seconds. */
    @Override
    public void close(RunStatus status) {
        CompletableFuture.allOf(state.openRuns().all().stream()
                        .map(run -> CompletableFuture.runAsync(() -> end(run, status), beside))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        TrackingStores.closeAll();
        beside.shutdownNow();
    }

    private static void end(ActiveRun run, RunStatus status) {
        try {
            run.endRun(status);
        } catch (RuntimeException e) {
            System.err.println("Run " + run.label() + " could not be ended: " + e.getMessage());
        }
    }
}
