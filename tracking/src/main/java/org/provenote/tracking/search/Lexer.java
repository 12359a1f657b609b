package org.provenote.tracking.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a search expression into tokens. */
final class Lexer {
    private static final Pattern SPACE = Pattern.compile("(?U)\\s+");
    /** MLflow's, which has exponents without a plus and behind whole fractions alone. */
    private static final Pattern NUMBER =
            Pattern.compile("-?(\\d+(\\.\\d+)?[eE]-?\\d+|\\d+(\\.\\d*)?|\\.\\d+)(?![\\w.])");

    private static final Pattern PYTHON_NUMBER =
            Pattern.compile("-?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?(?![\\w.])");

    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern REST_OF_NAME = Pattern.compile("[\\p{L}\\p{N}_]+");

    /** Where text needs no quotes: {@code my-model}, and {@code val/acc} after the dot. */
    private static final Pattern JOINED_WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_/-]*(?<![/-])");

    private static final Pattern JOINED_REST = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_/-]*(?<![/-])");
    private static final Pattern SYMBOL = Pattern.compile(">=|<=|!=|<>|==|[=<>(),.]");

    private final String text;
    private final SearchErrors errors;
    private final Pattern number;
    private final Pattern word;
    private final Pattern restOfName;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /** @param bareText whether text needs no quotes, and so a word goes on over {@code -} and {@code /}, and numbers are Python's */
    Lexer(String text, SearchErrors errors, boolean bareText) {
        this.text = text;
        this.errors = errors;
        this.number = bareText ? PYTHON_NUMBER : NUMBER;
        this.word = bareText ? JOINED_WORD : WORD;
        this.restOfName = bareText ? JOINED_REST : REST_OF_NAME;
    }

    /** All tokens, and an {@code END} after them. */
    List<Token> tokens() {
        while (at < text.length()) {
            if (!skip(SPACE) && !number() && !take(word, Token.Kind.WORD) && !take(SYMBOL, Token.Kind.SYMBOL)) {
                quoted();
            }
        }
        tokens.add(new Token(Token.Kind.END, "", at + 1));
        return tokens;
    }

    private boolean skip(Pattern pattern) {
        Matcher matcher = matcher(pattern);
        boolean found = matcher.lookingAt();
        at = found ? matcher.end() : at;
        return found;
    }

    /** After a dot stands the rest of a name, as in {@code metrics.2layer}, and a dot right behind a name is none of a number. */
    private boolean number() {
        char before = at > 0 ? text.charAt(at - 1) : ' ';
        if (before == '.') {
            return take(restOfName, Token.Kind.WORD);
        }
        boolean behindName = text.charAt(at) == '.' && (Character.isLetterOrDigit(before) || before == '_');
        return !behindName && take(number, Token.Kind.NUMBER);
    }

    private boolean take(Pattern pattern, Token.Kind kind) {
        Matcher matcher = matcher(pattern);
        if (!matcher.lookingAt()) {
            return false;
        }
        tokens.add(new Token(kind, matcher.group(), at + 1));
        at = matcher.end();
        return true;
    }

    private void quoted() {
        char quote = text.charAt(at);
        Token.Kind kind = switch (quote) {
            case '\'' -> Token.Kind.STRING;
            case '"' -> Token.Kind.QUOTED;
            case '`' -> Token.Kind.NAME;
            default ->
                throw errors.at(
                        at + 1,
                        "'" + quote + "'",
                        "a name, a value or an operator; a name with"
                                + " such a character goes into backticks: metrics.`my-metric`");
        };
        int end = closing(quote);
        tokens.add(new Token(kind, text.substring(at + 1, end), at + 1));
        at = end + 1;
    }

    /**
     * Where the quote ends. As in MLflow, a doubled quote and one after a backslash do not end it, and stay as written; but the
     * last of them does where nothing else would, as in {@code 'C:\data\'}.
     */
    private int closing(char quote) {
        int last = -1;
        for (int i = at + 1; i < text.length(); i++) {
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            if (quote != '`' && text.charAt(i) == '\\' && next == quote) {
                last = ++i;
            } else if (text.charAt(i) == quote) {
                if (quote == '`' || next != quote) {
                    return i;
                }
                last = i++;
            }
        }
        if (last >= 0) {
            return last;
        }
        throw errors.at(at + 1, "an opening " + quote, "a closing one before the end");
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
    }
}
