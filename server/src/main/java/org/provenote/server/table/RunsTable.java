package org.provenote.server.table;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Run;

/** A table of runs: experiment, run, the beginning of its id, status, source, revision, Git commit, params, last metrics. */
public final class RunsTable {
    /** Narrower than this, params and metrics stand in a table of their own. */
    private static final int WIDE = 120;

    private static final int SHORT_HASH = 8;

    private final List<Run> runs;
    private final Map<String, String> experimentNames;

    /** {@code experimentNames} by experiment id. */
    public RunsTable(List<Run> runs, Map<String, String> experimentNames) {
        this.runs = runs;
        this.experimentNames = experimentNames;
    }

    /** The table for a terminal of so many columns. */
    public String in(int columns) {
        TextTable table = new TextTable(
                "EXPERIMENT", "RUN", "ID", "STATUS", "SOURCE", "REVISION", "GIT COMMIT", "PARAMS", "METRICS");
        runs.forEach(run -> table.row(row(run)));
        return columns < WIDE ? blocks(columns) : table.in(columns);
    }

    private String blocks(int columns) {
        TextTable table = new TextTable("EXPERIMENT", "RUN", "STATUS", "SOURCE", "REVISION", "GIT COMMIT");
        for (Run run : runs) {
            String[] row = row(run);
            table.row(row[0], row[1], row[3], row[4], row[5], row[6]);
        }
        List<String> lines = List.of(table.in(columns).split("\n"));
        return String.join("\n", lines) + "\n\n" + details(columns);
    }

    /** What does not fit beside the rest, in the same order. */
    private String details(int columns) {
        TextTable table = new TextTable("RUN", "ID", "PARAMS", "METRICS");
        for (Run run : runs) {
            String[] row = row(run);
            table.row(row[1], row[2], row[7], row[8]);
        }
        return table.in(columns);
    }

    private String[] row(Run run) {
        return new String[] {
            text(experimentNames.getOrDefault(
                    run.info().experimentId(), run.info().experimentId())),
            text(run.info().label()),
            text(run.info().shortId()),
            run.info().status().name(),
            tag(run, "mlflow.source.name"),
            shortHash(tag(run, "provenote.notebook.revision")),
            commit(run),
            pairs(run.data().params().stream()
                    .map(p -> p.key() + "=" + p.value())
                    .toList()),
            pairs(run.data().metrics().stream()
                    .filter(m -> !Metric.isSystem(m.key()))
                    .map(m -> m.key() + "=" + Numbers.text(m.value()))
                    .toList())
        };
    }

    private static String commit(Run run) {
        boolean dirty = run.data()
                .tag("mlflow.source.git.dirty")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        return shortHash(tag(run, "mlflow.source.git.commit")) + (dirty ? "+" : "");
    }

    private static String pairs(List<String> pairs) {
        return text(pairs.stream().sorted().collect(Collectors.joining("  ")));
    }

    private static String tag(Run run, String key) {
        return text(run.data().tag(key).orElse(""));
    }

    private static String text(String text) {
        return Cell.printable(text);
    }

    private static String shortHash(String hash) {
        return hash.length() > SHORT_HASH ? hash.substring(0, SHORT_HASH) : hash;
    }
}
