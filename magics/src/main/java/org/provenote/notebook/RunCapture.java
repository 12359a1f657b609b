package org.provenote.notebook;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
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
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;

/**
 * Captures beside the cell which code a run runs. When it starts: the notebook's content as a version, with the dirty work
 * tree around it, and Git's state, as tags. When it ends: the cells as they were executed and the environment, as artifacts;
 * and whether the saved notebook tells what ran. Content is read on the caller's thread, so that it is of that moment; all
 * that takes longer happens on another one. A notebook that was saved differently meanwhile has a second version, of the end.
 */
public final class RunCapture {
    private static final Duration GIT_BUDGET = Duration.ofSeconds(5);
    /** How long the end of a run waits for what is still being captured. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Executor beside;
    private final JarInventory jars = new JarInventory();
    private final SavedNotebook saved = new SavedNotebook();
    private final Map<String, Started> pending = new ConcurrentHashMap<>();

    /**
     * What was captured, or is being captured, of a run's start.
     *
     * @param content of the notebook then
     */
    private record Started(Optional<byte[]> content, CompletableFuture<Void> capture) {
        boolean hasOther(byte[] now) {
            return content.isEmpty() || !Arrays.equals(content.get(), now);
        }
    }

    public RunCapture(Executor beside) {
        this.beside = beside;
    }

    /** A run has started in {@code notebook}, the {@code number}th of this session. */
    public void started(ActiveRun run, NotebookLocation notebook, int number) {
        Optional<byte[]> content = notebook.file().flatMap(saved::content);
        CompletableFuture<Void> capture = CompletableFuture.runAsync(
                () -> tag(run, startTags(run, notebook, content.orElse(null), number)), beside);
        pending.put(run.getId(), new Started(content, capture));
    }

    /** A run is about to end. Waits, within bounds, until all that belongs to it is stored. */
    public void ending(ActiveRun run, NotebookLocation notebook, SessionRecord session, List<Path> classPath) {
        Started started = pending.remove(run.getId());
        if (started == null) {
            return;
        }
        Optional<byte[]> content = notebook.file().flatMap(saved::content);
        CompletableFuture<Void> ended = started.capture()
                .thenRunAsync(
                        () -> {
                            tag(run, endTags(run, notebook, content, session, classPath));
                            content.filter(started::hasOther)
                                    .ifPresent(changed -> tag(run, endVersion(run, notebook, changed)));
                            logFigures(run);
                        },
                        beside);
        try {
            ended.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            tag(run, List.of(partial(e.getCause() == null ? e : e.getCause())));
        }
    }

    /** What cells are executed with now. */
    public Environment environment(String kernel, List<Path> classPath) {
        return Environment.current(kernel, jars.look(classPath));
    }

    private static List<RunTag> startTags(
            ActiveRun run, NotebookLocation notebook, byte @Nullable [] content, int number) {
        List<RunTag> tags = new ArrayList<>();
        tags.add(new RunTag(RunTags.SESSION_RUN, Integer.toString(number)));
        GitState.of(notebook.folder(), GIT_BUDGET).ifPresent(git -> tags.addAll(gitTags(git)));
        if (content != null) {
            tags.addAll(versionTags(run, notebook, content));
        }
        return tags;
    }

    private List<RunTag> endTags(
            ActiveRun run,
            NotebookLocation notebook,
            Optional<byte[]> content,
            SessionRecord session,
            List<Path> classPath) {
        List<RunTag> tags = new ArrayList<>();
        try {
            RunRecords.write(run, session, environment(session.kernel(), classPath));
            if (content.isPresent()) {
                SessionBadge badge = SessionBadge.of(session, NotebookDocument.parse(content.get()));
                tags.add(new RunTag(RunTags.BADGE, badge.summary()));
            }
        } catch (IOException | RuntimeException e) {
            tags.add(partial(e));
        }
        return tags;
    }

    private static List<RunTag> versionTags(ActiveRun run, NotebookLocation notebook, byte[] content) {
        Path file = notebook.file().orElseThrow();
        String path = notebook.path().orElseThrow();
        String message = "Run " + run.getName() + " (" + run.getId() + ")";
        try {
            SavedState saved = NotebookVersions.beside(file, notebook.root())
                    .saveWithWorkTree(path, path, content, message, CaptureLimits.DEFAULT);
            List<RunTag> tags = new ArrayList<>(List.of(
                    new RunTag(RunTags.REVISION, saved.version().commitId()),
                    new RunTag("provenote.notebook.ref", saved.version().ref()),
                    new RunTag(RunTags.CONTENT_SOURCE, "file")));
            saved.changes()
                    .filter(changes -> !changes.complete())
                    .ifPresent(changes -> tags.add(new RunTag(
                            RunTags.PARTIAL,
                            changes.leftOut().size() + " files left out, "
                                    + changes.masked().size() + " masked")));
            return tags;
        } catch (IOException | RuntimeException e) {
            return List.of(partial(e));
        }
    }

    private static List<RunTag> endVersion(ActiveRun run, NotebookLocation notebook, byte[] content) {
        return versionTags(run, notebook, content).stream()
                .filter(tag -> tag.key().equals(RunTags.REVISION))
                .map(tag -> new RunTag(RunTags.END_REVISION, tag.value()))
                .toList();
    }

    private static void logFigures(ActiveRun run) {
        long now = System.currentTimeMillis();
        List<Metric> figures = JvmFigures.now().entrySet().stream()
                .map(figure -> new Metric(figure.getKey(), figure.getValue(), now, 0))
                .toList();
        run.getClient().store().logBatch(run.getId(), new Batch(figures, List.of(), List.of()));
    }

    /** MLflow's names, {@code mlflow.utils.mlflow_tags}. */
    private static List<RunTag> gitTags(GitState git) {
        List<RunTag> tags = new ArrayList<>();
        git.commit().ifPresent(commit -> tags.add(new RunTag(RunTags.GIT_COMMIT, commit)));
        git.branch().ifPresent(branch -> tags.add(new RunTag(RunTags.GIT_BRANCH, branch)));
        git.remoteUrl().ifPresent(url -> tags.add(new RunTag("mlflow.source.git.repoURL", url)));
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
