package org.provenote.provenance.diff;

import java.util.List;
import java.util.Optional;

/** A changed cell in a few words. */
final class CellWords {
    private static final int LONGEST = 80;

    private CellWords() {}

    /** Named by its place; the first line that differs on either side. */
    static Change change(CellChange cell) {
        return new Change(name(cell), first(cell, Line.Kind.REMOVED), first(cell, Line.Kind.ADDED));
    }

    private static String name(CellChange cell) {
        int position = cell.positionAfter().or(cell::positionBefore).orElse(0);
        return switch (cell.kind()) {
            case ADDED -> "cell " + position + " added";
            case REMOVED -> "cell " + position + " removed";
            case MOVED -> "cell " + cell.positionBefore().orElse(0) + " moved to " + position;
            case EDITED, SAME -> "cell " + position;
        };
    }

    private static Optional<String> first(CellChange cell, Line.Kind kind) {
        List<String> lines = cell.lines().stream()
                .filter(line -> line.kind() == kind)
                .map(line -> line.text().strip())
                .toList();
        return lines.stream().filter(text -> !text.isEmpty()).findFirst().map(text -> shortened(text, lines.size()));
    }

    private static String shortened(String text, int lines) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return lines > 1 ? start + " (and " + (lines - 1) + " more)" : start;
    }
}
