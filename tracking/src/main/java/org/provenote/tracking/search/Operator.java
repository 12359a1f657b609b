package org.provenote.tracking.search;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** How a field is compared. */
enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    LIKE("LIKE"),
    ILIKE("ILIKE"),
    IN("IN"),
    NOT_IN("NOT IN"),
    IS_NULL("IS NULL"),
    IS_NOT_NULL("IS NOT NULL");

    static final Set<Operator> NUMERIC = EnumSet.of(EQUAL, NOT_EQUAL, GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL);
    static final Set<Operator> TEXT = EnumSet.of(EQUAL, NOT_EQUAL, LIKE, ILIKE);
    static final Set<Operator> TEXT_OR_LIST = EnumSet.of(EQUAL, NOT_EQUAL, LIKE, ILIKE, IN, NOT_IN);
    static final Set<Operator> ONE_OR_LIST = EnumSet.of(EQUAL, NOT_EQUAL, IN, NOT_IN);
    static final Set<Operator> TEXT_OR_NULL = EnumSet.of(EQUAL, NOT_EQUAL, LIKE, ILIKE, IS_NULL, IS_NOT_NULL);

    private final String text;

    Operator(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    boolean takesList() {
        return this == IN || this == NOT_IN;
    }

    boolean takesNothing() {
        return this == IS_NULL || this == IS_NOT_NULL;
    }

    static String names(Set<Operator> operators) {
        return operators.stream().map(Operator::text).collect(Collectors.joining(" "));
    }
}
