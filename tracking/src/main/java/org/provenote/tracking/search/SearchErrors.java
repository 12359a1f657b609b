package org.provenote.tracking.search;

import org.provenote.tracking.MlflowException;
import org.provenote.tracking.validation.Lengths;

/** Errors of one search expression: where, what was found, what was expected. */
final class SearchErrors {
    private final String what;
    private final String expression;

    /** Of a {@code filter} or an {@code order_by}. */
    SearchErrors(String what, String expression) {
        this.what = what;
        this.expression = expression;
    }

    MlflowException at(int position, String found, String expected) {
        return MlflowException.invalid(
                "Invalid " + what + " at position " + position + ": found " + Lengths.shown(found) + ", expected "
                        + Lengths.shown(expected) + ". In: " + Lengths.shown(expression));
    }

    MlflowException at(Token token, String expected) {
        return at(token.position(), token.shown(), expected);
    }
}
