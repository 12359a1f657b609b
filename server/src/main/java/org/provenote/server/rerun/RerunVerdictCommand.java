package org.provenote.server.rerun;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.diff.Aspect;
import org.provenote.provenance.diff.Change;
import org.provenote.provenance.diff.Explanation;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.rerun.RerunVerdict;
import org.provenote.provenance.rerun.Tolerance;
import org.provenote.provenance.run.RecordedRun;
import org.provenote.provenance.run.RunProvenance;
import org.provenote.provenance.run.RunTags;
import org.provenote.server.backend.Backend;
import org.provenote.server.backend.RecordedRuns;
import org.provenote.server.json.Json;
import org.provenote.server.options.ServerEnvironment;
import org.provenote.server.options.StoreOptions;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The second half of {@code provenote rerun}: compares, keeps the rerun as a child run, and says how it came out. */
@Command(name = "rerun-verdict", hidden = true)
public final class RerunVerdictCommand implements Callable<Integer> {
    /** Told apart from 1, with which a command that could not do its work ends. */
    private static final int DIFFERS = 3;

    private static final Set<Aspect> RAN_ON = Set.of(Aspect.JDK, Aspect.KERNEL, Aspect.OS, Aspect.JARS);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Parameters(paramLabel = "RUN_ID")
    private String runId = "";

    @Option(names = "--fresh", required = true, description = "The database that the kernel logged to.")
    private Path database = Path.of("");

    @Option(names = "--executed", required = true, description = "The notebook as the kernel executed it.")
    private Path executed = Path.of("");

    @Option(names = "--tolerance", description = "Of metrics, relative to the original's size.")
    private double tolerance = Tolerance.DEFAULT.relative();

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try (Backend backend = stores.backend()) {
            TrackingStore store = backend.store();
            Run original = store.getRun(runId);
            TrackingStore fresh = TrackingStores.open(TrackingUris.of(database));
            Run again = new Counterpart(original, RunNamed.runs(fresh, run -> true)).find();
            RecordedRun recorded = RecordedRuns.of(original, store, backend);
            RunProvenance provenance = new RunProvenance(backend.root());
            RerunVerdict verdict = RerunVerdict.of(
                    values(original, ownEnd(original)),
                    values(again, Optional.of(again.info().status())),
                    new Tolerance(tolerance, Tolerance.DEFAULT.absolute()));
            if (!verdict.repeats()) {
                NotebookDocument notebook = NotebookDocument.parse(Files.readAllBytes(executed));
                verdict = verdict.withFirst(new FirstCell(original, recorded, backend.root()).of(verdict, notebook));
            }
            List<Change> environment = environment(provenance, recorded, RecordedRuns.of(again, fresh, backend));
            String child = ChildRun.keep(original, store, again, fresh, RerunTable.word(verdict.overall()));
            say(RerunReport.of(original, child, verdict, environment));
            return verdict.repeats() ? 0 : DIFFERS;
        }
    }

    private static List<Change> environment(RunProvenance provenance, RecordedRun before, RecordedRun after) {
        return provenance.diff(before, after).explanations().stream()
                .filter(explanation -> RAN_ON.contains(explanation.aspect()))
                .map(Explanation::changes)
                .flatMap(List::stream)
                .toList();
    }

    /** What a kernel knows of its run's cells it says as it ends it; a run of a kernel that is gone is ended by another process. */
    private static Optional<RunStatus> ownEnd(Run run) {
        return run.data().tag(RunTags.BADGE).map(badge -> run.info().status());
    }

    /** Without the figures of the machine, which no rerun repeats. */
    private static RerunVerdict.Values values(Run run, Optional<RunStatus> end) {
        return new RerunVerdict.Values(
                end.map(RunStatus::name),
                run.data().params().stream().collect(Collectors.toMap(Param::key, Param::value)),
                run.data().metrics().stream()
                        .filter(metric -> !Metric.isSystem(metric.key()))
                        .collect(Collectors.toMap(Metric::key, Metric::value)));
    }

    private void say(RerunReport report) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(
                json
                        ? new String(Json.bytes(report), StandardCharsets.UTF_8) + "\n"
                        : new RerunTable(report)
                                .in(ServerEnvironment.ofProcess().columns()));
        out.flush();
    }
}
