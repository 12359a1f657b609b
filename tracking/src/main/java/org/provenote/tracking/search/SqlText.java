package org.provenote.tracking.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** SQL in the making. Text is ours; what comes from a user is only ever bound. */
final class SqlText {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    SqlText add(String sql) {
        text.append(sql);
        return this;
    }

    SqlText bind(Object value) {
        text.append('?');
        values.add(value);
        return this;
    }

    SqlText bindAll(Collection<?> all) {
        text.append('(');
        String separator = "";
        for (Object value : all) {
            text.append(separator);
            bind(value);
            separator = ", ";
        }
        text.append(')');
        return this;
    }

    SearchSql done() {
        return new SearchSql(text.toString(), List.copyOf(values));
    }
}
