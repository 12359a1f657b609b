package org.provenote.tracking.search;

import java.util.List;

/** How runs are sorted: numbers first, then NaN, then runs without the field; ties by start, newest first, then by id. */
final class RunOrderSql {
    private final List<Order> orders;
    private final boolean led;

    /** Orders of a search; {@code led} where its first is by a {@link Lead}, which stands in the search as {@code o0}. */
    RunOrderSql(List<Order> orders, boolean led) {
        this.orders = orders;
        this.led = led;
    }

    /** Joins what the orders refer to; runs without it stay. */
    void join(SqlText sql) {
        for (int i = led ? 1 : 0; i < orders.size(); i++) {
            Field field = orders.get(i).field();
            if (field.kind() != Field.Kind.ATTRIBUTE) {
                String alias = "o" + i;
                sql.add(" LEFT JOIN " + table(field) + " " + alias + " ON " + alias + ".run_uuid = runs.run_uuid AND "
                                + alias + ".key = ")
                        .bind(field.key());
            }
        }
    }

    void orderBy(SqlText sql) {
        sql.add(" ORDER BY ");
        boolean byStart = false;
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            String value = value(order.field(), i);
            sql.add(led && i == 0 ? "" : missingLast(order.field(), i, value) + ", ")
                    .add(value + order.direction() + ", ");
            byStart |= value.equals("runs.start_time");
        }
        sql.add(byStart ? "runs.run_uuid" : "runs.start_time DESC, runs.run_uuid");
    }

    private static String missingLast(Field field, int i, String value) {
        return field.kind() == Field.Kind.METRIC
                ? "CASE WHEN o" + i + ".is_nan = 1 THEN 1 WHEN " + value + " IS NULL THEN 2 ELSE 0 END"
                : value + " IS NULL";
    }

    private static String value(Field field, int i) {
        return field.kind() == Field.Kind.ATTRIBUTE ? "runs." + field.key() : "o" + i + ".value";
    }

    private static String table(Field field) {
        return switch (field.kind()) {
            case METRIC -> "latest_metrics";
            case PARAM -> "params";
            case TAG -> "tags";
            case ATTRIBUTE, DATASET -> throw new IllegalArgumentException("Not keyed: " + field);
        };
    }
}
