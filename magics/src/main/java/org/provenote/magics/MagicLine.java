package org.provenote.magics;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.session.MagicException;
import org.provenote.session.NotebookSession;

/**
 * Splits a magic line into words as a shell does: white space parts, single and double quotes keep together. A backslash
 * escapes only a quote or a backslash, so that Windows paths may be typed as they are. A semicolon at the end, typed out of
 * habit, is none of a word.
 */
final class MagicLine {
    private MagicLine() {}

    /** The words, with the values where {@link NotebookSession#VALUE} stands; a value never falls apart into words. */
    static List<String> words(String line, List<@Nullable Object> values) {
        Iterator<@Nullable Object> next = values.iterator();
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == NotebookSession.VALUE) {
                word.append(next.next());
                inWord = true;
            } else if (c == '\\'
                    && i + 1 < line.length()
                    && "\"'\\".indexOf(line.charAt(i + 1)) >= 0
                    && quote != '\'') {
                word.append(line.charAt(++i));
                inWord = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (c == ';' && isAllBlank(line.substring(i + 1))) {
                break;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new MagicException("%mlflow: a quote " + quote + " is opened and not closed in: "
                    + line.replace(String.valueOf(NotebookSession.VALUE), "{…}"));
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    /** The stand-in for a value is a line break, and so white space, which what it stands for need not be. */
    private static boolean isAllBlank(String rest) {
        return rest.isBlank() && rest.indexOf(NotebookSession.VALUE) < 0;
    }
}
