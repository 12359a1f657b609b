package org.provenote.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells a Java expression in braces from what else people put there: JSON, lists, patterns of files, quantifiers. Looked at is its
 * outline only, where brackets and quotes are empty. What would change a variable, as {@code {alpha=0.1}}, is text too.
 */
final class JavaInBraces {
    /** No expression has these outside of brackets, but for {@code ?} and {@code :}. */
    private static final String PART = "[^,;:?{}\\\\#@`]+";

    private static final Pattern EXPRESSION =
            Pattern.compile("(?=\\s*[\\w$\"'(!~+-])" + PART + "(\\?" + PART + ":" + PART + ")*");
    private static final Pattern NUMBERS = Pattern.compile("[\\d.\\s]*");
    private static final Pattern COMMENT = Pattern.compile("//|/\\*");
    private static final Pattern CHANGE = Pattern.compile("(?<![=!<>])=(?!=)|\\+\\+|--");
    private static final Pattern WORDS_IN_A_ROW =
            Pattern.compile("(?<![\\w$])(?!(new|instanceof)\\s)[\\w$]+\\s+(?!instanceof\\s)[\\w$\"']");

    private JavaInBraces() {}

    /** The expression in the braces that open at {@code start}; empty where none do, or where they hold no expression. */
    static Optional<String> at(String line, int start) {
        if (line.charAt(start) != '{') {
            return Optional.empty();
        }
        StringBuilder outline = new StringBuilder();
        Deque<Character> open = new ArrayDeque<>();
        int i = start + 1;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (open.isEmpty() && c == '}') {
                return isExpression(outline.toString()) ? Optional.of(line.substring(start + 1, i)) : Optional.empty();
            }
            boolean closes = ")]}".indexOf(c) >= 0;
            if (closes && (open.isEmpty() || open.pop() != c)) {
                return Optional.empty();
            }
            if (open.isEmpty()) {
                outline.append(c);
            }
            int opens = "([{".indexOf(c);
            if (opens >= 0) {
                open.push(")]}".charAt(opens));
            }
            i = c == '"' || c == '\'' ? JavaText.quoted(line, i + 1, c) : i + 1;
        }
        return Optional.empty();
    }

    private static boolean isExpression(String outline) {
        return EXPRESSION.matcher(outline).matches()
                && !NUMBERS.matcher(outline).matches()
                && !COMMENT.matcher(outline).find()
                && !CHANGE.matcher(outline).find()
                && !WORDS_IN_A_ROW.matcher(outline).find();
    }
}
