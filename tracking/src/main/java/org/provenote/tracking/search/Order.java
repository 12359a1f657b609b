package org.provenote.tracking.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One entry of an {@code order_by}: a field, then {@code ASC} (the default) or {@code DESC}. */
record Order(Field field, boolean ascending) {

    static List<Order> parse(List<String> orderBy, Fields fields) {
        List<Order> orders = new ArrayList<>();
        Set<Field> seen = new HashSet<>();
        for (String entry : orderBy) {
            Order order = parse(entry, fields);
            if (!seen.add(order.field)) {
                throw new SearchErrors("order_by", String.join(", ", orderBy))
                        .at(1, "'" + entry + "' twice", "it once");
            }
            orders.add(order);
        }
        return orders;
    }

    private static Order parse(String entry, Fields fields) {
        SearchErrors errors = new SearchErrors("order_by", entry);
        TokenReader tokens = new TokenReader(entry, errors);
        Field field = tokens.field(fields, true);
        boolean descending = tokens.accept("DESC");
        if (!descending) {
            tokens.accept("ASC");
        }
        if (!tokens.peek().is(Token.Kind.END)) {
            throw errors.at(tokens.peek(), "ASC, DESC or the end");
        }
        return new Order(field, !descending);
    }

    String direction() {
        return ascending ? " ASC" : " DESC";
    }
}
