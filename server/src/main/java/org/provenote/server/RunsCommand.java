package org.provenote.server;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.provenote.server.backend.Backend;
import org.provenote.server.options.CannotStart;
import org.provenote.server.options.ServerEnvironment;
import org.provenote.server.options.StoreOptions;
import org.provenote.server.table.RunsTable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.validation.Validation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code provenote runs}. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Print the newest runs as a table.", "", "  provenote runs --root ~/notebooks --max 5", ""})
final class RunsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Option(
            names = "--experiment",
            paramLabel = "NAME",
            description = "Only runs of the experiment of this name or id.")
    private @Nullable String experiment;

    @Option(names = "--max", paramLabel = "N", description = "At most so many, up to 50000. Default: ${DEFAULT-VALUE}.")
    private int max = 20;

    @Option(
            names = "--columns",
            paramLabel = "N",
            description = "Width of the table. Default: that of the terminal, else 100.")
    private @Nullable Integer columns;

    @Override
    public Integer call() {
        ServerEnvironment environment = ServerEnvironment.ofProcess();
        if (max < 1 || max > Validation.MOST_RESULTS) {
            throw new CannotStart(
                    "--max " + max + " is no number of runs; expected one from 1 to " + Validation.MOST_RESULTS);
        }
        int width = columns == null ? environment.columns() : columns;
        try (Backend backend = stores.backend(environment)) {
            Optional<TrackingStore> store = backend.existingStore();
            print(store.map(s -> table(s, width))
                    .orElseGet(
                            () -> "No runs yet: there is no " + backend.file().orElseThrow() + "\n"));
        }
        return 0;
    }

    private String table(TrackingStore store, int width) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Experiment e : store.everyExperiment(ExperimentSearch.all())) {
            if (experiment == null || experiment.equals(e.name()) || experiment.equals(e.experimentId())) {
                names.put(e.experimentId(), e.name());
            }
        }
        if (names.isEmpty() && experiment != null) {
            throw MlflowException.missing(
                    "There is no experiment of the name or id '" + experiment + "' in " + store.trackingUri());
        }
        RunSearch newest =
                RunSearch.in(List.copyOf(names.keySet())).maxResults(Math.min(max + 1, Validation.MOST_RESULTS));
        List<Run> found = store.everyRun(newest).limit(max + 1).toList();
        List<Run> runs = found.subList(0, Math.min(max, found.size()));
        String how = max < Validation.MOST_RESULTS ? ", which --max N shows" : "";
        String more = found.size() > max ? "\nThese are the newest " + max + "; there are more" + how + ".\n" : "";
        return runs.isEmpty() ? "No runs yet.\n" : new RunsTable(runs, names).in(width) + more;
    }

    private void print(String text) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
