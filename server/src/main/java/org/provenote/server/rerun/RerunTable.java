package org.provenote.server.rerun;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.provenote.provenance.diff.Change;
import org.provenote.provenance.rerun.Sameness;
import org.provenote.provenance.rerun.ValueVerdict;
import org.provenote.server.table.TextTable;

/** How a rerun came out, for people: a table of its values, then the verdict. */
final class RerunTable {
    private static final int SHORT_ID = 8;

    private final RerunReport report;

    RerunTable(RerunReport report) {
        this.report = report;
    }

    /** The table for a terminal of so many columns. */
    String in(int columns) {
        TextTable table = new TextTable("", "NAME", "ORIGINAL", "RERUN", "VERDICT");
        report.params().forEach(value -> table.row(row("param", value)));
        report.metrics().forEach(value -> table.row(row("metric", value)));
        Optional<ValueVerdict> otherEnd =
                Optional.ofNullable(report.status()).filter(status -> status.sameness() != Sameness.IDENTICAL);
        otherEnd.ifPresent(status -> table.row(row("run", status)));
        boolean empty = report.params().isEmpty() && report.metrics().isEmpty() && otherEnd.isEmpty();
        StringBuilder text =
                new StringBuilder(empty ? "The run logged no params and no metrics.\n" : table.in(columns));
        text.append('\n');
        if (!report.environment().isEmpty()) {
            text.append("Ran on something else than the original:\n");
            report.environment()
                    .forEach(change -> text.append("  ").append(line(change)).append('\n'));
            text.append('\n');
        }
        return text.append(verdict()).toString();
    }

    /** The verdict in a word or two. */
    static String word(Sameness sameness) {
        return switch (sameness) {
            case IDENTICAL -> "identical";
            case WITHIN_TOLERANCE -> "within tolerance";
            case DIFFERS -> "differs";
            case MISSING -> "missing";
            case NEW -> "new";
        };
    }

    private String verdict() {
        String name = TextTable.printable(report.runName());
        String within = " (tolerance " + report.tolerance().relative() + ")";
        StringBuilder text = new StringBuilder(
                switch (report.verdict()) {
                    case IDENTICAL -> name + ": identical\n";
                    case WITHIN_TOLERANCE -> name + ": within tolerance" + within + "\n";
                    default -> name + ": differs" + within + "\n";
                });
        Optional.ofNullable(report.firstCell()).ifPresent(cell -> text.append(first(cell)));
        return text.append("Kept as child run ")
                .append(report.rerunId(), 0, Math.min(SHORT_ID, report.rerunId().length()))
                .append('\n')
                .toString();
    }

    private static String first(RerunReport.Cell cell) {
        String why = switch (cell.reason()) {
            case OUTPUT -> "The first cell whose output differs is number ";
            case LOGGED_VALUE -> "The first value that differs was logged by cell number ";
            case STATUS -> "The original ended in cell number ";
        };
        List<String> lines =
                cell.source().lines().filter(line -> !line.isBlank()).toList();
        String shown = Stream.concat(lines.stream().limit(3), lines.size() > 3 ? Stream.of("…") : Stream.empty())
                .map(line -> "    " + TextTable.printable(line) + "\n")
                .reduce("", String::concat);
        return why + cell.number() + " in the order of execution:\n" + shown;
    }

    private static String[] row(String kind, ValueVerdict value) {
        return new String[] {
            kind, value.name(), value.original().orElse("–"), value.again().orElse("–"), word(value.sameness())
        };
    }

    private static String line(Change change) {
        return TextTable.printable(change.toString());
    }
}
