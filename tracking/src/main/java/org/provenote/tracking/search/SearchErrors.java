package org.provenote.tracking.search;

import org.provenote.tracking.MlflowException;

/** Errors of one search expression: where, what was found, what was expected. */
final class SearchErrors {
    private static final int SHOWN = 500;

    private final String what;
    private final String expression;

    /** Of a {@code filter} or an {@code order_by}. */
    SearchErrors(String what, String expression) {
        this.what = what;
        this.expression = expression;
    }

    MlflowException at(int position, String found, String expected) {
        return MlflowException.invalid("Invalid " + what + " at position " + position + ": found " + start(found)
                + ", expected " + start(expected) + ". In: " + start(expression));
    }

    /** What may be shown of a text of any length. */
    static String start(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    MlflowException at(Token token, String expected) {
        return at(token.position(), token.shown(), expected);
    }
}
