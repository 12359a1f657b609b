package org.provenote.server.rerun;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.environment.Environment;
import org.provenote.provenance.environment.Jdk;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.rerun.Replay;
import org.provenote.provenance.rerun.ReplayedCell;
import org.provenote.provenance.restore.Existing;
import org.provenote.provenance.restore.FileFailure;
import org.provenote.provenance.restore.Restored;
import org.provenote.provenance.restore.Surroundings;
import org.provenote.provenance.run.RecordedRun;
import org.provenote.provenance.run.Root;
import org.provenote.provenance.run.RunProvenance;
import org.provenote.provenance.run.RunTags;
import org.provenote.provenance.session.SessionRecord;
import org.provenote.server.backend.Backend;
import org.provenote.server.backend.RecordedRuns;
import org.provenote.server.json.Json;
import org.provenote.server.options.StoreOptions;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.files.LockedFiles;
import org.provenote.tracking.store.TrackingStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The first half of {@code provenote rerun}: restores the run's state and prints the {@link RerunPlan}. */
@Command(name = "rerun-restore", hidden = true)
public final class RerunRestoreCommand implements Callable<Integer> {
    /** What data of today is copied at most. */
    private static final long MOST_BORROWED = 1L << 30;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Parameters(paramLabel = "RUN")
    private String word = "";

    @Option(names = "--into", required = true, paramLabel = "FOLDER")
    private Path into = Path.of("");

    @Override
    public Integer call() {
        try (Backend backend = stores.backend()) {
            TrackingStore store = backend.existingStore()
                    .orElseThrow(
                            () -> MlflowException.missing("There are no runs: no mlflow.db is in " + backend.root()));
            Run run = RunNamed.find(word, store);
            String plan = new String(Json.bytes(plan(run, store, backend)), StandardCharsets.UTF_8);
            Objects.requireNonNull(spec).commandLine().getOut().println(plan);
            return 0;
        }
    }

    private RerunPlan plan(Run run, TrackingStore store, Backend backend) {
        RecordedRun recorded = RecordedRuns.of(run, store, backend);
        RunProvenance provenance = new RunProvenance(backend.root());
        try {
            NotebookDocument notebook = NotebookDocument.parse(provenance.notebook(recorded));
            Optional<SessionRecord> session = provenance.session(recorded);
            Replay replay = Replay.of(session, notebook);
            Restored restored = provenance.restoreState(recorded, into, Existing.REFUSE);
            Surroundings borrowed = surroundings(recorded, backend, restored);
            Optional<Environment> environment = provenance.environment(recorded);
            return new RerunPlan(
                    run.info().runId(),
                    run.info().label(),
                    run.info().status(),
                    restored.notebook().toString(),
                    replay.asExecuted(),
                    replay.cells().stream().map(RerunPlan.Cell::of).toList(),
                    environment.map(Environment::jdk).map(Jdk::feature).orElse(0),
                    environment
                            .map(Environment::jdk)
                            .map(jdk -> jdk.version() + " of " + jdk.vendor())
                            .orElse(null),
                    borrowed.copied(),
                    Stream.of(
                                    RunProvenance.unreadRecords(recorded, session, environment).stream(),
                                    restored.missing().stream(),
                                    borrowed.leftOut().stream(),
                                    masked(replay))
                            .flatMap(told -> told)
                            .toList());
        } catch (IOException e) {
            throw MlflowException.missing("Run " + run.info().label() + " cannot be executed again: "
                    + FileFailure.inWords(e) + ". The run is as it was.");
        }
    }

    private static Stream<String> masked(Replay replay) {
        return replay.cells().stream()
                .filter(ReplayedCell::isMasked)
                .map(
                        cell -> "cell [" + cell.number()
                                + "]: it holds ***, where a secret may have been; it runs with that. Read secrets from the environment");
    }

    /** The notebook's folder as it is now, if it is still there. */
    private static Surroundings surroundings(RecordedRun run, Backend backend, Restored restored) throws IOException {
        Optional<Path> now = run.tag(RunTags.NOTEBOOK_PATH)
                .flatMap(new Root(backend.root())::below)
                .map(Path::getParent)
                .filter(Files::isDirectory);
        return now.isPresent()
                ? Surroundings.copy(now.get(), restored.notebook().getParent(), MOST_BORROWED, LockedFiles.all())
                : new Surroundings(List.of(), List.of());
    }
}
