package org.provenote.magics;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;

/** Runs as a table that needs no script: as HTML for notebooks and what nbconvert makes of them, and as plain text. */
final class RunTable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    /** Wider values are cut, with the whole value in the tooltip. */
    static final int WIDEST = 40;

    private static final String NUMBER = " style=\"text-align:right;font-variant-numeric:tabular-nums\"";
    static final String TEXT = " style=\"text-align:left\"";

    private final String experiment;
    private final List<Run> runs;
    private final boolean severalUsers;
    private final List<String> params;
    private final List<String> metrics;

    RunTable(String experiment, List<Run> runs) {
        this.experiment = experiment;
        this.runs = runs;
        this.severalUsers = Run.areOfSeveralUsers(runs);
        this.params =
                keys(runs.stream().flatMap(run -> run.data().params().stream().map(Param::key)));
        this.metrics = keys(runs.stream()
                .flatMap(run -> run.data().metrics().stream().map(Metric::key))
                .filter(key -> !Metric.isSystem(key)));
    }

    private static List<String> keys(Stream<String> keys) {
        return keys.distinct().sorted().toList();
    }

    String html() {
        if (runs.isEmpty()) {
            return "<p>" + escape(empty()) + "</p>";
        }
        StringBuilder html = new StringBuilder("<table><caption style=\"text-align:left\">Runs of ")
                .append(escape(experiment))
                .append("</caption><thead><tr>");
        header().forEach(name ->
                html.append("<th").append(TEXT).append('>').append(escape(name)).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (Run run : runs) {
            html.append("<tr>");
            fixed(run).forEach(value -> html.append(cell(value, TEXT)));
            params.forEach(key -> html.append(cell(run.data().param(key).orElse(""), TEXT)));
            metrics.forEach(key -> html.append(
                    cell(run.data().metric(key).map(RunTable::number).orElse(""), NUMBER)));
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    String text() {
        if (runs.isEmpty()) {
            return empty();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(header());
        for (Run run : runs) {
            List<String> row = new ArrayList<>(fixed(run));
            params.forEach(key -> row.add(run.data().param(key).orElse("")));
            metrics.forEach(
                    key -> row.add(run.data().metric(key).map(RunTable::number).orElse("")));
            rows.add(row.stream().map(RunTable::cut).toList());
        }
        return "Runs of " + experiment + "\n" + aligned(rows);
    }

    private String empty() {
        return "No runs in " + experiment + " yet. Start one with: %mlflow start";
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(
                severalUsers ? List.of("Run", "User", "Status", "Started") : List.of("Run", "Status", "Started"));
        header.addAll(params);
        header.addAll(metrics);
        return header;
    }

    private List<String> fixed(Run run) {
        String name = run.info().label();
        String status = run.info().status().toString();
        return severalUsers
                ? List.of(name, run.info().userId(), status, started(run))
                : List.of(name, status, started(run));
    }

    /** Empty where a client gave none. */
    static String started(Run run) {
        long start = run.info().startTime();
        return start == 0 ? "" : time(start);
    }

    /** @param millis since the epoch */
    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
    }

    static String aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < columns; i++) {
                        line.append(row.get(i))
                                .append(" ".repeat(widths[i] - row.get(i).length() + 2));
                    }
                    return line.toString().stripTrailing();
                })
                .collect(Collectors.joining("\n"));
    }

    static String cell(String value, String style) {
        return cell(value, style, WIDEST);
    }

    static String cell(String value, String style, int widest) {
        String shown = cut(value, widest);
        String title = shown.equals(value) ? "" : " title=\"" + escape(value) + "\"";
        return "<td" + style + title + ">" + escape(shown) + "</td>";
    }

    static String cut(String value) {
        return cut(value, WIDEST);
    }

    static String cut(String value, int widest) {
        String line = value.replaceAll("\\s+", " ");
        return line.length() <= widest ? line : line.substring(0, widest - 1) + "…";
    }

    /** At most six significant digits, without the zeros that say nothing. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return String.valueOf(value);
        }
        String exact = java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        return exact.length() <= 8 ? exact : String.format(Locale.ROOT, "%.6g", value);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
