package org.provenote.tracking.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.provenote.tracking.MlflowException;

/**
 * Parses a filter.
 *
 * <pre>
 * filter     = and { OR and }                       OR, NOT and parentheses go beyond MLflow
 * and        = { AND } not { AND { AND } not } { AND }
 * not        = [ NOT ] ( comparison | "(" filter ")" )
 * comparison = field operator value
 * </pre>
 */
final class FilterParser {
    /** SQLite takes expressions up to a depth of 1,000. */
    private static final int MAX_COMPARISONS = 400;

    private static final int MAX_DEPTH = 50;

    /** Room for the ids of 25,000 runs. */
    private static final int MAX_LENGTH = 1_000_000;

    private final TokenReader tokens;
    private final SearchErrors errors;
    private final Fields fields;
    private final ValueParser values;
    private int comparisons;
    private int depth;

    private FilterParser(String filter, Fields fields) {
        this.errors = new SearchErrors("filter", filter);
        this.tokens = new TokenReader(filter, errors, fields.takeBareText());
        this.fields = fields;
        this.values = new ValueParser(tokens, errors, fields.takeBareText());
    }

    /** The condition of a filter; empty for an empty filter and, as in MLflow, for one of nothing but AND. */
    static Optional<Condition> parse(String filter, Fields fields) {
        if (filter.length() > MAX_LENGTH) {
            throw MlflowException.invalid("Invalid filter: it has " + filter.length() + " characters, more than "
                    + MAX_LENGTH + "; ask for less at once.");
        }
        if (filter.isEmpty()) {
            return Optional.empty();
        }
        FilterParser parser = new FilterParser(filter, fields);
        boolean onlyAnds = parser.skipAnds() && parser.tokens.peek().is(Token.Kind.END);
        return onlyAnds ? Optional.empty() : Optional.of(parser.whole());
    }

    private Condition whole() {
        Condition condition = or();
        if (!tokens.peek().is(Token.Kind.END)) {
            throw errors.at(tokens.peek(), "AND, OR or the end of the filter");
        }
        return condition;
    }

    private Condition or() {
        List<Condition> any = new ArrayList<>(List.of(and()));
        while (tokens.accept("OR")) {
            any.add(and());
        }
        return any.size() == 1 ? any.get(0) : new Condition.Or(any);
    }

    private Condition and() {
        skipAnds();
        List<Condition> all = new ArrayList<>(List.of(not()));
        while (skipAnds() && !tokens.peek().is(Token.Kind.END)) {
            all.add(not());
        }
        return all.size() == 1 ? all.get(0) : new Condition.And(all);
    }

    /** As in MLflow, one AND is as good as two, also before and after all conditions. */
    private boolean skipAnds() {
        boolean found = false;
        while (tokens.accept("AND")) {
            found = true;
        }
        return found;
    }

    private Condition not() {
        if (++depth > MAX_DEPTH) {
            throw errors.at(tokens.peek(), "at most " + MAX_DEPTH + " levels of parentheses and NOT");
        }
        try {
            return tokens.accept("NOT") ? new Condition.Not(not()) : single();
        } finally {
            depth--;
        }
    }

    private Condition single() {
        if (!tokens.accept("(")) {
            return comparison();
        }
        Condition inner = or();
        tokens.expect(")", "a closing parenthesis");
        return inner;
    }

    private Condition comparison() {
        if (++comparisons > MAX_COMPARISONS) {
            throw errors.at(tokens.peek(), "at most " + MAX_COMPARISONS + " comparisons");
        }
        Field field = tokens.field(fields, false);
        Token written = tokens.peek();
        Operator operator = operator();
        if (!field.operators().contains(operator)) {
            throw errors.at(
                    written.position(),
                    "'" + operator.text() + "'",
                    "one of " + Operator.names(field.operators()) + " for this "
                            + field.kind().name().toLowerCase(Locale.ROOT));
        }
        return new Condition.Comparison(field, operator, values.of(field, operator));
    }

    private Operator operator() {
        Token token = tokens.next();
        return switch (token.text().toUpperCase(Locale.ROOT)) {
            case "=" -> Operator.EQUAL;
            case "!=" -> Operator.NOT_EQUAL;
            case ">" -> Operator.GREATER;
            case ">=" -> Operator.GREATER_OR_EQUAL;
            case "<" -> Operator.LESS;
            case "<=" -> Operator.LESS_OR_EQUAL;
            case "LIKE" -> Operator.LIKE;
            case "ILIKE" -> Operator.ILIKE;
            case "IN" -> Operator.IN;
            case "NOT" -> {
                tokens.expect("IN", "IN after NOT");
                yield Operator.NOT_IN;
            }
            case "IS" -> {
                Token second = tokens.peek();
                boolean not = tokens.accept("NOT");
                if (not ? !tokens.acceptAfterOneSpace(second, "NULL") : !tokens.accept("NULL")) {
                    throw errors.at(tokens.peek(), "IS NULL or IS NOT NULL, with one space before NULL");
                }
                yield not ? Operator.IS_NOT_NULL : Operator.IS_NULL;
            }
            default ->
                throw errors.at(token, "an operator: = != > >= < <= LIKE ILIKE IN, NOT IN, IS NULL or IS NOT NULL");
        };
    }
}
