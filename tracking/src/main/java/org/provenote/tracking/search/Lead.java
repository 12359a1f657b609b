package org.provenote.tracking.search;

import java.util.List;
import java.util.Optional;

/**
 * The metric that a search both compares and sorts by first, as in {@code metrics.r2 > 0.3} ordered by {@code metrics.r2}.
 * Such a search begins at that metric's rows, which our index has in order, and stops at the end of the page, however many
 * runs there are. All its rows have the metric, so none needs to be put last.
 */
record Lead(Condition.Comparison comparison, List<Condition> others) {

    /** The lead of a search, if it has one. */
    static Optional<Lead> of(Optional<Condition> filter, List<Order> orders) {
        if (filter.isEmpty() || orders.isEmpty()) {
            return Optional.empty();
        }
        Field first = orders.get(0).field();
        List<Condition> all = filter.get() instanceof Condition.And and ? and.all() : List.of(filter.get());
        return all.stream()
                .filter(Condition.Comparison.class::isInstance)
                .map(Condition.Comparison.class::cast)
                .filter(comparison -> first.kind() == Field.Kind.METRIC
                        && comparison.field().equals(first)
                        && comparison.operator() != Operator.NOT_EQUAL)
                .findFirst()
                .map(comparison -> new Lead(
                        comparison,
                        all.stream().filter(other -> !other.equals(comparison)).toList()));
    }

    /** What is left of the filter. */
    Optional<Condition> rest() {
        return others.isEmpty() ? Optional.empty() : Optional.of(new Condition.And(others));
    }

    /** The tables to search, the lead first: {@code CROSS} tells SQLite to keep that order. */
    void from(SqlText sql) {
        sql.add(" FROM latest_metrics o0 CROSS JOIN runs ON runs.run_uuid = o0.run_uuid");
    }

    void where(SqlText sql) {
        sql.add("o0.key = ")
                .bind(comparison.field().key())
                .add(" AND o0.is_nan = 0 AND o0.value " + comparison.operator().text() + " ")
                .bind(comparison.values().get(0))
                .add(" AND ");
    }
}
