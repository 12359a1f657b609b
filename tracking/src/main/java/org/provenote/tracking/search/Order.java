package org.provenote.tracking.search;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One entry of an {@code order_by}: a field, then {@code ASC} (the default) or {@code DESC}, and no space around them. */
record Order(Field field, boolean ascending) {

    static List<Order> parse(List<String> orderBy, Fields fields) {
        return orderBy.stream().map(entry -> parse(entry, fields)).toList();
    }

    /** As {@link #parse(List, Fields)}, where no field may come twice. */
    static List<Order> parseUnique(List<String> orderBy, Fields fields) {
        List<Order> orders = parse(orderBy, fields);
        Set<Field> seen = new HashSet<>();
        for (int i = 0; i < orders.size(); i++) {
            if (!seen.add(orders.get(i).field)) {
                throw new SearchErrors("order_by", String.join(", ", orderBy))
                        .at(1, "'" + orderBy.get(i) + "' twice", "it once");
            }
        }
        return orders;
    }

    private static Order parse(String entry, Fields fields) {
        SearchErrors errors = new SearchErrors("order_by", entry);
        if (!entry.strip().equals(entry)) {
            throw errors.at(1, "a space at the start or the end", "none");
        }
        TokenReader tokens = new TokenReader(entry, errors, false);
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
