package org.provenote.notebook;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.provenote.notebook.NotebookContent.Source;
import org.provenote.provenance.GitFindings;
import org.provenote.provenance.GitState;
import org.provenote.provenance.NotebookVersions;
import org.provenote.provenance.SavedState;
import org.provenote.provenance.environment.Environment;
import org.provenote.provenance.environment.JarInventory;
import org.provenote.provenance.environment.JvmFigures;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.run.RunTags;
import org.provenote.provenance.session.SessionBadge;
import org.provenote.provenance.session.SessionRecord;
import org.provenote.provenance.worktree.CaptureLimits;
import org.provenote.session.Cell;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.files.LockedFiles;
import org.provenote.tracking.store.Batch;

/**
 * Captures beside the cell which code a run runs. When it starts: the notebook's content as a version, with the dirty work
 * tree around it, and Git's state, as tags. When it ends: the cells as they were executed and the environment, as artifacts;
 * and whether the notebook tells what ran. The notebook's file is read on the caller's thread, so that it is of that moment;
 * all that takes longer happens on another one. A notebook that changed meanwhile has a second version, of the end.
 */
public final class RunCapture {
    private static final Duration GIT_BUDGET = Duration.ofSeconds(5);
    /** How long the end of a run waits for what is still being captured. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Executor beside;
    private final JarInventory jars = new JarInventory();
    private final SavedNotebook saved = new SavedNotebook();
    private final OpenNotebook open;
    private final Map<String, Started> pending = new ConcurrentHashMap<>();

    /**
     * What was captured, or is being captured, of a run's start.
     *
     * @param saved the notebook's file then
     * @param content of the notebook then, by the first source that had it
     * @param knownAs the id by which the run's experiment was looked for
     */
    private record Started(
            Optional<byte[]> saved,
            CompletableFuture<Optional<NotebookContent>> content,
            Optional<UUID> knownAs,
            CompletableFuture<Void> capture) {
        /** A file that has not changed since tells nothing new, even where a browser had more at the start. */
        boolean hasOther(NotebookContent now) {
            boolean sameFile =
                    now.isFrom(Source.FILE) && saved.filter(now::isSame).isPresent();
            return !sameFile
                    && content.join().filter(then -> now.isSame(then.bytes())).isEmpty();
        }
    }

    public RunCapture(Executor beside, OpenNotebook open) {
        this.beside = beside;
        this.open = open;
    }

    /**
     * A run has started in {@code notebook}, in the cell that runs, the {@code number}th of this session.
     *
     * @param knownAs the id by which its experiment was looked for: what a browser has need not be what the file had then
     */
    public void started(
            ActiveRun run, NotebookLocation notebook, Optional<UUID> knownAs, @Nullable Cell running, int number) {
        Optional<byte[]> file = notebook.file().flatMap(saved::content);
        CompletableFuture<Optional<NotebookContent>> content = content(notebook, running, file);
        CompletableFuture<Void> capture = CompletableFuture.supplyAsync(() -> gitTags(notebook), beside)
                .thenCombineAsync(
                        content,
                        (git, found) -> startTags(run, notebook, knownAs, found.orElse(null), git, number),
                        beside)
                .thenAccept(tags -> tag(run, tags));
        pending.put(run.getId(), new Started(file, content, knownAs, capture));
    }

    /** A run is about to end. Waits, within bounds, until all that belongs to it is stored. */
    public void ending(
            ActiveRun run,
            NotebookLocation notebook,
            @Nullable Cell running,
            SessionRecord session,
            List<Path> classPath) {
        Started started = pending.remove(run.getId());
        if (started == null) {
            return;
        }
        Optional<byte[]> file = notebook.file().flatMap(saved::content);
        CompletableFuture<Void> ended = started.capture()
                .thenCombineAsync(
                        content(notebook, running, file),
                        (none, content) -> {
                            tag(run, endTags(run, content, file, session, classPath));
                            content.filter(started::hasOther)
                                    .ifPresent(
                                            changed -> tag(run, endVersion(run, notebook, started.knownAs(), changed)));
                            logFigures(run);
                            return none;
                        },
                        beside);
        try {
            ended.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            tag(run, List.of(partial(e.getCause() == null ? e : e.getCause())));
        } catch (TimeoutException e) {
            tag(run, List.of(partial(new IOException("not captured within " + PATIENCE.toSeconds() + " seconds", e))));
        }
    }

    /** Of a run whose end cannot be recorded nothing more is kept. */
    public void forget(String runId) {
        pending.remove(runId);
    }

    /** The notebook as it is open, if it is; else {@code file}, what is saved. */
    private CompletableFuture<Optional<NotebookContent>> content(
            NotebookLocation notebook, @Nullable Cell running, Optional<byte[]> file) {
        return notebook.path()
                .map(path -> open.content(running, path))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
                .thenApply(found -> NotebookContent.first(found, file));
    }

    /** What cells are executed with now. */
    public Environment environment(String kernel, List<Path> classPath) {
        return Environment.current(kernel, jars.look(classPath));
    }

    private static List<RunTag> startTags(
            ActiveRun run,
            NotebookLocation notebook,
            Optional<UUID> knownAs,
            @Nullable NotebookContent content,
            List<RunTag> gitTags,
            int number) {
        List<RunTag> tags = new ArrayList<>(gitTags);
        tags.add(new RunTag(RunTags.SESSION_RUN, Integer.toString(number)));
        if (content != null) {
            tags.addAll(versionTags(run, notebook, knownAs, content));
        }
        return withOneOfEach(tags);
    }

    /** More than one thing may be partial. */
    private static List<RunTag> withOneOfEach(List<RunTag> tags) {
        Map<String, String> values = new LinkedHashMap<>();
        tags.forEach(tag -> values.merge(tag.key(), tag.value(), (first, second) -> first + "; " + second));
        return values.entrySet().stream()
                .map(tag -> new RunTag(tag.getKey(), tag.getValue()))
                .toList();
    }

    private List<RunTag> endTags(
            ActiveRun run,
            Optional<NotebookContent> content,
            Optional<byte[]> file,
            SessionRecord session,
            List<Path> classPath) {
        List<RunTag> tags = new ArrayList<>();
        try {
            RunRecords.write(run, session, environment(session.kernel(), classPath));
            if (content.isPresent()) {
                tags.add(new RunTag(RunTags.BADGE, badge(session, content.get().bytes(), file.orElse(null))));
            }
        } catch (IOException | RuntimeException e) {
            tags.add(partial(e));
        }
        return tags;
    }

    private static String badge(SessionRecord session, byte[] content, byte @Nullable [] file) throws IOException {
        SessionBadge badge = SessionBadge.of(session, NotebookDocument.parse(content));
        boolean saved = !badge.agrees() || file == null || tells(file, session);
        return saved ? badge.summary() : SessionBadge.UNSAVED;
    }

    private static boolean tells(byte[] file, SessionRecord session) throws IOException {
        return SessionBadge.of(session, NotebookDocument.parse(file)).agrees();
    }

    private static List<RunTag> versionTags(
            ActiveRun run, NotebookLocation notebook, Optional<UUID> knownAs, NotebookContent content) {
        Path file = notebook.file().orElseThrow();
        String path = notebook.path().orElseThrow();
        String message = "Run " + run.label() + " (" + run.getId() + ")";
        try {
            SavedState saved = NotebookVersions.beside(file, notebook.root())
                    .knownAs(knownAs)
                    .saveWithWorkTree(
                            path, path, content.bytes(), message, CaptureLimits.DEFAULT.without(LockedFiles.all()));
            List<RunTag> tags = new ArrayList<>(List.of(
                    new RunTag(RunTags.REVISION, saved.version().commitId()),
                    new RunTag(RunTags.NOTEBOOK_REF, saved.version().ref()),
                    new RunTag(RunTags.CONTENT_SOURCE, content.source().toString())));
            gaps(saved).ifPresent(gaps -> tags.add(new RunTag(RunTags.PARTIAL, gaps)));
            return tags;
        } catch (IOException | RuntimeException e) {
            return List.of(partial(e));
        }
    }

    private static Optional<String> gaps(SavedState saved) {
        return saved.whyAlone()
                .map(why -> "the notebook without the files beside it: " + why)
                .or(() -> saved.changes()
                        .filter(changes -> !changes.complete())
                        .map(changes -> changes.gaps().summary()));
    }

    private static List<RunTag> endVersion(
            ActiveRun run, NotebookLocation notebook, Optional<UUID> knownAs, NotebookContent content) {
        Map<String, String> names = Map.of(
                RunTags.REVISION, RunTags.END_REVISION,
                RunTags.CONTENT_SOURCE, RunTags.END_CONTENT_SOURCE);
        return versionTags(run, notebook, knownAs, content).stream()
                .filter(tag -> names.containsKey(tag.key()))
                .map(tag -> new RunTag(names.get(tag.key()), tag.value()))
                .toList();
    }

    private static void logFigures(ActiveRun run) {
        long now = System.currentTimeMillis();
        List<Metric> figures = JvmFigures.now().entrySet().stream()
                .map(figure -> new Metric(figure.getKey(), figure.getValue(), now, 0))
                .toList();
        run.getClient().store().logBatch(run.getId(), new Batch(figures, List.of(), List.of()));
    }

    private static List<RunTag> gitTags(NotebookLocation notebook) {
        GitFindings found = GitFindings.at(notebook.folder(), GIT_BUDGET, LockedFiles.all());
        List<RunTag> tags =
                new ArrayList<>(found.state().map(RunCapture::gitTags).orElse(List.of()));
        if (!found.inTime()) {
            tags.add(new RunTag(
                    RunTags.PARTIAL,
                    "Git was asked for " + GIT_BUDGET.toSeconds() + " seconds and is not known to the end"));
        }
        return tags;
    }

    /** MLflow's names, {@code mlflow.utils.mlflow_tags}. */
    private static List<RunTag> gitTags(GitState git) {
        List<RunTag> tags = new ArrayList<>();
        git.commit().ifPresent(commit -> tags.add(new RunTag(RunTags.GIT_COMMIT, commit)));
        git.branch().ifPresent(branch -> tags.add(new RunTag(RunTags.GIT_BRANCH, branch)));
        git.remoteUrl().ifPresent(url -> tags.add(new RunTag(RunTags.GIT_REPO_URL, url)));
        git.dirty().ifPresent(dirty -> tags.add(new RunTag(RunTags.GIT_DIRTY, dirty.toString())));
        return tags;
    }

    private static RunTag partial(Throwable why) {
        // what was read or written says in its message what is wrong with it
        return new RunTag(
                RunTags.PARTIAL, "provenance incomplete: " + (why instanceof IOException ? why.getMessage() : why));
    }

    private static void tag(ActiveRun run, List<RunTag> tags) {
        if (!tags.isEmpty()) {
            run.getClient().store().logBatch(run.getId(), new Batch(List.of(), List.of(), tags));
        }
    }
}
