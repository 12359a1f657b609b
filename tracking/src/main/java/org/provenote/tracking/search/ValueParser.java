package org.provenote.tracking.search;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.provenote.tracking.wire.PythonNumbers;

/** Parses what a field is compared with. Text stands in single or double quotes, numbers in none. */
final class ValueParser {
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,19}");

    private final TokenReader tokens;
    private final SearchErrors errors;
    private final boolean bareText;

    /** @param bareText whether one word or number may be text without quotes, and a list empty */
    ValueParser(TokenReader tokens, SearchErrors errors, boolean bareText) {
        this.tokens = tokens;
        this.errors = errors;
        this.bareText = bareText;
    }

    List<Object> of(Field field, Operator operator) {
        if (operator.takesNothing()) {
            return List.of();
        }
        return operator.takesList() ? list(field) : List.of(one(field));
    }

    private List<Object> list(Field field) {
        tokens.expect("(", "a list in parentheses, such as ('a', 'b')");
        if (bareText && tokens.accept(")")) {
            return List.of();
        }
        List<Object> values = new ArrayList<>();
        do {
            Object value = one(field);
            values.add(value instanceof String text ? PythonText.unescaped(text) : value);
        } while (tokens.accept(",") && !tokens.peek().is(")"));
        tokens.expect(")", "a comma or a closing parenthesis");
        return values;
    }

    private Object one(Field field) {
        Token token = tokens.next();
        return switch (field.type()) {
            case TEXT -> text(token, field);
            case ID -> id(token, text(token, field));
            case NUMBER -> number(token, field);
            case INTEGER -> integer(token, field);
        };
    }

    private String text(Token token, Field field) {
        boolean bare = bareText && (token.is(Token.Kind.WORD) || token.is(Token.Kind.NUMBER));
        if (!bare && !token.is(Token.Kind.STRING) && !token.is(Token.Kind.QUOTED)) {
            throw errors.at(token, "a quoted value for " + named(field) + ", such as 'my-value'");
        }
        return bare && token.is(Token.Kind.WORD) ? token.text() + tokens.restOfText() : token.text();
    }

    private Long id(Token token, String text) {
        return PythonNumbers.integer(text)
                .filter(number -> number.bitLength() < Long.SIZE)
                .map(BigInteger::longValue)
                .orElseThrow(() -> errors.at(token, "the number of an experiment, in quotes"));
    }

    private Object number(Token token, Field field) {
        Optional<Double> named =
                bareText && token.is(Token.Kind.WORD) ? PythonNumbers.real(token.text()) : Optional.empty();
        if (named.isPresent()) {
            return named.get();
        }
        if (!token.is(Token.Kind.NUMBER)) {
            throw errors.at(token, "a number without quotes for " + named(field));
        }
        // A time beyond 2^53 is no double; MLflow reads it as one for logged models all the same.
        boolean whole = !bareText
                && field.kind() == Field.Kind.ATTRIBUTE
                && WHOLE.matcher(token.text()).matches();
        if (whole && new BigInteger(token.text()).bitLength() < Long.SIZE) {
            return Long.valueOf(token.text());
        }
        return Double.valueOf(token.text());
    }

    private Long integer(Token token, Field field) {
        try {
            return Long.valueOf(token.is(Token.Kind.NUMBER) ? token.text() : "");
        } catch (NumberFormatException e) {
            throw errors.at(token, "a whole number without quotes for " + named(field));
        }
    }

    private static String named(Field field) {
        return field.kind().name().toLowerCase(Locale.ROOT) + " '" + field.key() + "'";
    }
}
