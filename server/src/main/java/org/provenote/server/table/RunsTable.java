package org.provenote.server.table;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.provenote.provenance.run.RunTags;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunTag;

/**
 * A table of runs: experiment, run, the beginning of its id, its user where they have several, status, start, source, revision,
 * Git commit, params, last metrics.
 */
public final class RunsTable {
    /** Narrower than this, params and metrics stand in a table of their own. */
    private static final int WIDE = 120;

    private static final int SHORT_HASH = 8;
    private static final DateTimeFormatter STARTED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final List<Run> runs;
    private final Map<String, String> experimentNames;
    private final boolean severalUsers;

    /** {@code experimentNames} by experiment id. */
    public RunsTable(List<Run> runs, Map<String, String> experimentNames) {
        this.runs = runs;
        this.experimentNames = experimentNames;
        this.severalUsers = Run.areOfSeveralUsers(runs);
    }

    /** The table for a terminal of so many columns. */
    public String in(int columns) {
        if (columns < WIDE) {
            return blocks(columns);
        }
        TextTable table = new TextTable(withUser(
                3,
                "EXPERIMENT",
                "RUN",
                "ID",
                "USER",
                "STATUS",
                "STARTED",
                "SOURCE",
                "REVISION",
                "GIT COMMIT",
                "PARAMS",
                "METRICS"));
        runs.forEach(run -> table.row(withUser(3, row(run))));
        return table.in(columns);
    }

    private String blocks(int columns) {
        TextTable table = new TextTable("EXPERIMENT", "RUN", "STATUS", "SOURCE", "REVISION", "GIT COMMIT");
        for (Run run : runs) {
            String[] row = row(run);
            table.row(row[0], row[1], row[4], row[6], row[7], row[8]);
        }
        return table.in(columns) + "\n" + details(columns);
    }

    /** What does not fit beside the rest, in the same order. */
    private String details(int columns) {
        TextTable table = new TextTable(withUser(2, "RUN", "ID", "USER", "STARTED", "PARAMS", "METRICS"));
        for (Run run : runs) {
            String[] row = row(run);
            table.row(withUser(2, row[1], row[2], row[3], row[5], row[9], row[10]));
        }
        return table.in(columns);
    }

    /** The cells of a row, without that of the user where all runs are one's. */
    private String[] withUser(int user, String... cells) {
        return IntStream.range(0, cells.length)
                .filter(column -> severalUsers || column != user)
                .mapToObj(column -> cells[column])
                .toArray(String[]::new);
    }

    private String[] row(Run run) {
        return new String[] {
            experimentNames.getOrDefault(run.info().experimentId(), run.info().experimentId()),
            run.info().label(),
            run.info().shortId(),
            run.info().userId(),
            run.info().status().name(),
            started(run),
            tag(run, RunTag.SOURCE_NAME),
            shortHash(tag(run, RunTags.REVISION)),
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

    /** Empty where a client gave none. */
    private static String started(Run run) {
        long start = run.info().startTime();
        return start == 0 ? "" : STARTED.format(Instant.ofEpochMilli(start).atZone(ZoneId.systemDefault()));
    }

    private static String commit(Run run) {
        boolean dirty = run.data()
                .tag(RunTags.GIT_DIRTY)
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        return shortHash(tag(run, RunTags.GIT_COMMIT)) + (dirty ? "+" : "");
    }

    private static String pairs(List<String> pairs) {
        return pairs.stream().sorted().collect(Collectors.joining("  "));
    }

    private static String tag(Run run, String key) {
        return run.data().tag(key).orElse("");
    }

    private static String shortHash(String hash) {
        return hash.length() > SHORT_HASH ? hash.substring(0, SHORT_HASH) : hash;
    }
}
