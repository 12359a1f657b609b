package org.provenote.server.table;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Text in columns of a terminal. */
final class Cell {
    private static final Set<UnicodeScript> WIDE =
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

    private Cell() {}

    static int width(String text) {
        return text.codePoints().map(Cell::width).sum();
    }

    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** The text in lines of at most {@code width} columns, broken after spaces where there are any. */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (width(rest) > width) {
            int cut = cut(rest, width);
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private static int cut(String text, int width) {
        int end = 0;
        for (int used = 0; end < text.length(); end += Character.charCount(text.codePointAt(end))) {
            used += width(text.codePointAt(end));
            if (used > width) {
                break;
            }
        }
        int space = text.lastIndexOf(' ', end);
        return space > 0 ? space : Math.max(end, Character.charCount(text.codePointAt(0)));
    }

    private static int width(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> WIDE.contains(UnicodeScript.of(codePoint)) ? 2 : 1;
        };
    }
}
