package org.provenote.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.provenote.provenance.diff.Aspect;
import org.provenote.provenance.diff.CellChange;
import org.provenote.provenance.diff.Explanation;
import org.provenote.provenance.diff.Line;
import org.provenote.provenance.diff.NotebookDiff;
import org.provenote.provenance.diff.RunDiff;

/** How two runs differ, in lines: what differs least first, cells with the lines that changed. */
final class DiffText {
    /** Longer lists are cut, and say so. */
    private static final int MOST_CHANGES = 40;

    private final List<String> lines = new ArrayList<>();

    DiffText(String from, String to, RunDiff diff) {
        lines.add(from + " → " + to + (diff.explanations().isEmpty() ? ": no difference is known" : ""));
        lines.addAll(diff.unread());
        if (diff.notebook().isEmpty() && diff.unread().isEmpty()) {
            lines.add("The notebooks cannot be compared, as not both are kept here");
        }
        diff.explanations().forEach(explanation -> add(explanation, diff));
    }

    String text() {
        return String.join("\n", lines);
    }

    String html() {
        StringBuilder html = new StringBuilder("<pre>");
        for (String line : lines) {
            html.append(coloured(line)).append('\n');
        }
        return html.append("</pre>").toString();
    }

    private static String coloured(String line) {
        String escaped = RunTable.escape(line);
        if (line.startsWith("    + ")) {
            return "<span style=\"color:var(--jp-success-color1, green)\">" + escaped + "</span>";
        }
        return line.startsWith("    - ")
                ? "<span style=\"color:var(--jp-error-color1, red)\">" + escaped + "</span>"
                : escaped;
    }

    private void add(Explanation explanation, RunDiff diff) {
        lines.add("");
        lines.add(words(explanation.aspect()) + " (" + explanation.size() + ")");
        cells(explanation.aspect(), diff)
                .ifPresentOrElse(
                        this::addCells,
                        () -> cut(explanation.changes().stream()
                                .map(change -> "  " + change)
                                .toList()));
    }

    private static Optional<NotebookDiff> cells(Aspect aspect, RunDiff diff) {
        return switch (aspect) {
            case NOTEBOOK -> diff.notebook();
            case EXECUTED_CELLS -> diff.executed();
            default -> Optional.empty();
        };
    }

    private void addCells(NotebookDiff diff) {
        List<String> cells = new ArrayList<>();
        for (CellChange change : diff.changed()) {
            cells.add("  cell " + position(change) + " " + change.kind().name().toLowerCase(Locale.ROOT));
            change.lines().stream()
                    .filter(line -> line.kind() != Line.Kind.SAME)
                    .forEach(line -> cells.add("    " + (line.kind() == Line.Kind.ADDED ? "+ " : "- ") + line.text()));
        }
        cut(cells);
    }

    private static String position(CellChange change) {
        return change.positionAfter()
                .or(change::positionBefore)
                .map(String::valueOf)
                .orElse("?");
    }

    private void cut(List<String> changes) {
        lines.addAll(changes.subList(0, Math.min(MOST_CHANGES, changes.size())));
        if (changes.size() > MOST_CHANGES) {
            lines.add("  … and " + (changes.size() - MOST_CHANGES) + " more lines");
        }
    }

    private static String words(Aspect aspect) {
        return switch (aspect) {
            case PARAMS -> "Params";
            case NOTEBOOK -> "Notebook as saved";
            case EXECUTED_CELLS -> "Cells as executed";
            case FILES -> "Files beside the notebook";
            case JARS -> "Jars";
            case JDK -> "JDK";
            case KERNEL -> "Kernel";
            case OS -> "Operating system";
            case COMMIT -> "Git commit";
        };
    }
}
