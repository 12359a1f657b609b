package org.provenote.tracking.search;

import java.util.List;

/** A filter, as parsed. */
sealed interface Condition {
    record And(List<Condition> all) implements Condition {}

    record Or(List<Condition> any) implements Condition {}

    record Not(Condition negated) implements Condition {}

    /**
     * One comparison.
     *
     * @param values one, several for {@code IN}, none for {@code IS NULL}: {@link String}, {@link Long} or {@link Double}
     */
    record Comparison(Field field, Operator operator, List<Object> values) implements Condition {}
}
