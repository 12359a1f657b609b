package org.provenote.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.provenote.session.MagicException;

/**
 * Splits a magic line into words as a shell does: white space parts, single and double quotes keep together. A backslash
 * escapes only a quote or a backslash, so that Windows paths may be typed as they are.
 */
final class MagicLine {
    /** No more digits than an {@code int} has room for: a date in braces is no value's number. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d{1,9})}");

    private MagicLine() {}

    /** The words, with {@code {0}}, {@code {1}}, … replaced by the values; a value never falls apart into words. */
    static List<String> words(String line, List<Object> values) {
        return split(line).stream().map(word -> fill(word, values)).toList();
    }

    private static String fill(String word, List<Object> values) {
        return PLACEHOLDER.matcher(word).replaceAll(match -> {
            int index = Integer.parseInt(match.group(1));
            return Matcher.quoteReplacement(index < values.size() ? String.valueOf(values.get(index)) : match.group());
        });
    }

    private static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length() && "\"'\\".indexOf(line.charAt(i + 1)) >= 0 && quote != '\'') {
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
            throw new MagicException("%mlflow: a quote " + quote + " is opened and not closed in: " + line);
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
