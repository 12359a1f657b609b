package org.provenote.magics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunTag;

/** Runs side by side, a row for each thing known of them, with a mark where they differ. */
final class ComparisonTable {
    private static final String MARK = "≠";

    private record Row(String name, List<String> values) {
        boolean differs() {
            return values.stream().distinct().count() > 1;
        }
    }

    private final List<Run> runs;
    private final List<Row> rows = new ArrayList<>();

    ComparisonTable(List<Run> runs) {
        this.runs = runs;
        row("run id", run -> run.info().runId());
        row("status", run -> run.info().status().toString());
        row("started", run -> RunTable.started(run));
        keys(run -> run.data().params().stream().map(Param::key))
                .forEach(
                        key -> row("params." + key, run -> run.data().param(key).orElse("")));
        keys(run -> run.data().metrics().stream().map(Metric::key))
                .forEach(key -> row(
                        "metrics." + key,
                        run -> run.data().metric(key).map(RunTable::number).orElse("")));
        keys(run -> run.data().tags().stream().map(RunTag::key))
                .forEach(key -> row("tags." + key, run -> run.data().tag(key).orElse("")));
    }

    private Set<String> keys(Function<Run, Stream<String>> of) {
        return new LinkedHashSet<>(runs.stream().flatMap(of).sorted().toList());
    }

    private void row(String name, Function<Run, String> value) {
        rows.add(new Row(name, runs.stream().map(value).toList()));
    }

    String text() {
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("", ""));
        runs.forEach(run -> header.add(run.info().runName()));
        lines.add(header);
        for (Row row : rows) {
            List<String> line = new ArrayList<>(List.of(row.differs() ? MARK : "", row.name()));
            row.values().forEach(value -> line.add(RunTable.cut(value)));
            lines.add(line);
        }
        return RunTable.aligned(lines);
    }

    String html() {
        StringBuilder html = new StringBuilder("<table><thead><tr><th></th><th></th>");
        runs.forEach(run -> html.append("<th>")
                .append(RunTable.escape(run.info().runName()))
                .append("</th>"));
        html.append("</tr></thead><tbody>");
        for (Row row : rows) {
            html.append("<tr><td>")
                    .append(row.differs() ? MARK : "")
                    .append("</td><td style=\"text-align:left\">")
                    .append(RunTable.escape(row.name()))
                    .append("</td>");
            row.values().forEach(value -> html.append(RunTable.cell(value, RunTable.TEXT)));
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }
}
