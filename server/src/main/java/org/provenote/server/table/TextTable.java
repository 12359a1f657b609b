package org.provenote.server.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows under a header, as wide as they need to be and no wider than the terminal; long cells go on in further lines. */
public final class TextTable {
    private static final String GAP = "  ";
    private static final int NARROWEST = 6;

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... header) {
        row(header);
    }

    /** Adds a row with as many cells as the header has, {@link #printable}. */
    public void row(String... cells) {
        rows.add(Stream.of(cells).map(TextTable::printable).toList());
    }

    /** The table for a terminal of so many columns. */
    public String in(int columns) {
        int[] widths = widths(columns);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            lines(rows.get(i), widths).forEach(line -> text.append(line).append('\n'));
            if (i == 0) {
                text.append(rule(widths)).append('\n');
            }
        }
        return text.toString();
    }

    /** The text without what a terminal would obey: a run's name must not move the cursor or turn the text around. */
    public static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }

    private static String rule(int[] widths) {
        return IntStream.of(widths).mapToObj("─"::repeat).collect(Collectors.joining(GAP));
    }

    private int[] widths(int columns) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> Cell.width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        int room = columns - GAP.length() * (widths.length - 1);
        for (int over = IntStream.of(widths).sum() - room; over > 0; over--) {
            int widest = widest(widths);
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int widest(int[] widths) {
        return IntStream.range(0, widths.length).reduce(0, (a, b) -> widths[b] > widths[a] ? b : a);
    }

    private static List<String> lines(List<String> row, int[] widths) {
        List<List<String>> cells = IntStream.range(0, widths.length)
                .mapToObj(column -> Cell.wrapped(row.get(column), widths[column]))
                .toList();
        int height = cells.stream().mapToInt(List::size).max().orElse(1);
        return IntStream.range(0, height)
                .mapToObj(line -> line(cells, line, widths))
                .toList();
    }

    private static String line(List<List<String>> cells, int line, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(c ->
                        Cell.padded(line < cells.get(c).size() ? cells.get(c).get(line) : "", widths[c]))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }
}
