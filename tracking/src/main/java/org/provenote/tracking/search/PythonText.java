package org.provenote.tracking.search;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in lists, which MLflow reads as Python's literals: {@code IN ('it\'s', 'C:\\data')}. */
final class PythonText {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([\\\\'\"abfnrtv\\n])|([0-7]{1,3})|x(\\p{XDigit}{2})"
            + "|u(\\p{XDigit}{4})|U(00(?:0\\p{XDigit}|10)\\p{XDigit}{4}))");

    private static final Map<String, String> NAMED =
            Map.of("a", "\u0007", "b", "\b", "f", "\f", "n", "\n", "r", "\r", "t", "\t", "v", "\u000b", "\n", "");

    private PythonText() {}

    /** What the text means; a backslash before anything else stays, as in Python. */
    static String unescaped(String text) {
        return text.indexOf('\\') < 0
                ? text
                : ESCAPE.matcher(text).replaceAll(escape -> Matcher.quoteReplacement(meaning(escape)));
    }

    private static String meaning(MatchResult escape) {
        String named = escape.group(1);
        return named == null ? Character.toString(number(escape)) : NAMED.getOrDefault(named, named);
    }

    private static int number(MatchResult escape) {
        if (escape.group(2) != null) {
            return Integer.parseInt(escape.group(2), 8);
        }
        // Behind the x, u or U.
        return Integer.parseInt(escape.group().substring(2), 16);
    }
}
