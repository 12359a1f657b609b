package org.provenote.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
import org.provenote.provenance.NotebookVersion;
import org.provenote.provenance.NotebookVersions;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;

/**
 * Captures beside the cell which code a run runs: the notebook's content as a version, and the state of the Git work tree.
 * The content is read when the run starts; what takes longer happens on another thread and arrives as tags.
 */
public final class RunCapture {
    private static final Duration GIT_BUDGET = Duration.ofSeconds(5);
    /** How long the end of a run waits for a capture that is still going on. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Executor beside;
    private final Map<String, CompletableFuture<Void>> pending = new ConcurrentHashMap<>();

    public RunCapture(Executor beside) {
        this.beside = beside;
    }

    /** A run has started in {@code notebook}. */
    public void started(ActiveRun run, NotebookLocation notebook) {
        Optional<byte[]> content = notebook.file().flatMap(RunCapture::read);
        pending.put(
                run.getId(), CompletableFuture.runAsync(() -> capture(run, notebook, content.orElse(null)), beside));
    }

    /** Waits, within bounds, until what was captured of the run is stored. */
    public void finish(ActiveRun run) {
        CompletableFuture<Void> capture = pending.remove(run.getId());
        if (capture == null) {
            return;
        }
        try {
            capture.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            RunTag missing = partial(e.getCause() == null ? e : e.getCause());
            run.setTag(missing.key(), missing.value());
        }
    }

    private static void capture(ActiveRun run, NotebookLocation notebook, byte @Nullable [] content) {
        List<RunTag> tags = new ArrayList<>();
        GitState.of(notebook.folder(), GIT_BUDGET).ifPresent(git -> tags.addAll(gitTags(git)));
        if (content != null) {
            tags.addAll(versionTags(run, notebook, content));
        }
        if (!tags.isEmpty()) {
            run.getClient().store().logBatch(run.getId(), new Batch(List.of(), List.of(), tags));
        }
    }

    private static List<RunTag> versionTags(ActiveRun run, NotebookLocation notebook, byte[] content) {
        Path file = notebook.file().orElseThrow();
        String path = notebook.path().orElseThrow();
        try {
            NotebookVersion version = NotebookVersions.beside(file, notebook.root())
                    .save(path, path, content, "Run " + run.getName() + " (" + run.getId() + ")");
            return List.of(
                    new RunTag("provenote.notebook.revision", version.commitId()),
                    new RunTag("provenote.notebook.ref", version.ref()),
                    new RunTag("provenote.notebook.source", "file"));
        } catch (IOException | RuntimeException e) {
            return List.of(partial(e));
        }
    }

    /** MLflow's names, {@code mlflow.utils.mlflow_tags}. */
    private static List<RunTag> gitTags(GitState git) {
        List<RunTag> tags = new ArrayList<>();
        git.commit().ifPresent(commit -> tags.add(new RunTag("mlflow.source.git.commit", commit)));
        git.branch().ifPresent(branch -> tags.add(new RunTag("mlflow.source.git.branch", branch)));
        git.remoteUrl().ifPresent(url -> tags.add(new RunTag("mlflow.source.git.repoURL", url)));
        git.dirty().ifPresent(dirty -> tags.add(new RunTag("mlflow.source.git.dirty", dirty.toString())));
        return tags;
    }

    private static RunTag partial(Throwable why) {
        return new RunTag("provenote.capture.partial", "notebook version or Git state missing: " + why);
    }

    private static Optional<byte[]> read(Path notebook) {
        try {
            return Optional.of(Files.readAllBytes(notebook));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
