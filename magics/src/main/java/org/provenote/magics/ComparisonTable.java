package org.provenote.magics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunTag;

/** Runs side by side, a row for each thing known of them but figures of the machine, with a mark where they differ. */
final class ComparisonTable {
    private static final String MARK = "≠";
    /** Of a run that shares the width with no other. */
    private static final int WIDEST_ALONE = 400;

    /** @param values as they are shown */
    private record Row(String name, boolean differs, List<String> values) {}

    private final List<Run> runs;
    private final List<Row> rows = new ArrayList<>();

    ComparisonTable(List<Run> runs) {
        this(runs, Map.of());
    }

    /** Of one run, with further {@code facts} of it, in their order. */
    ComparisonTable(Run run, Map<String, String> facts) {
        this(List.of(run), facts);
    }

    private ComparisonTable(List<Run> runs, Map<String, String> facts) {
        this.runs = runs;
        text("run id", run -> Optional.of(run.info().runId()));
        text("status", run -> Optional.of(run.info().status().toString()));
        text("started", run -> Optional.of(RunTable.started(run)).filter(start -> !start.isEmpty()));
        facts.forEach((name, value) -> text(name, run -> Optional.of(value)));
        keys(run -> run.data().params().stream().map(Param::key))
                .forEach(key -> text("params." + key, run -> run.data().param(key)));
        keys(run -> run.data().metrics().stream().map(Metric::key).filter(key -> !Metric.isSystem(key)))
                .forEach(key -> numbers("metrics." + key, run -> run.data().metric(key)));
        keys(run -> run.data().tags().stream().map(RunTag::key))
                .forEach(key -> text("tags." + key, run -> run.data().tag(key)));
    }

    private Set<String> keys(Function<Run, Stream<String>> of) {
        return new LinkedHashSet<>(runs.stream().flatMap(of).sorted().toList());
    }

    /** An empty text is shown as such, for it is not the same as none. */
    private void text(String name, Function<Run, Optional<String>> value) {
        List<Optional<String>> values = runs.stream().map(value).toList();
        row(name, values, text -> text.isEmpty() ? "\"\"" : text);
    }

    /** In six digits, or in all where these do not show a difference. */
    private void numbers(String name, Function<Run, Optional<Double>> value) {
        List<Optional<Double>> values = runs.stream().map(value).toList();
        boolean sixTell = distinct(values)
                == distinct(
                        values.stream().map(one -> one.map(RunTable::number)).toList());
        row(name, values, sixTell ? RunTable::number : String::valueOf);
    }

    private <T> void row(String name, List<Optional<T>> values, Function<T, String> shown) {
        List<String> cells =
                values.stream().map(value -> value.map(shown).orElse("")).toList();
        rows.add(new Row(name, distinct(values) > 1, cells));
    }

    private static long distinct(List<?> values) {
        return values.stream().distinct().count();
    }

    private int widest() {
        return runs.size() == 1 ? WIDEST_ALONE : RunTable.WIDEST;
    }

    String text() {
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("", ""));
        runs.forEach(run -> header.add(run.info().label()));
        lines.add(header);
        for (Row row : rows) {
            List<String> line = new ArrayList<>(List.of(row.differs() ? MARK : "", row.name()));
            row.values().forEach(value -> line.add(RunTable.cut(value, widest())));
            lines.add(line);
        }
        return RunTable.aligned(lines);
    }

    String html() {
        StringBuilder html = new StringBuilder("<table><thead><tr><th></th><th></th>");
        runs.forEach(run ->
                html.append("<th>").append(RunTable.escape(run.info().label())).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (Row row : rows) {
            html.append("<tr><td>")
                    .append(row.differs() ? MARK : "")
                    .append("</td><td style=\"text-align:left\">")
                    .append(RunTable.escape(row.name()))
                    .append("</td>");
            row.values().forEach(value -> html.append(RunTable.cell(value, RunTable.TEXT, widest())));
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }
}
