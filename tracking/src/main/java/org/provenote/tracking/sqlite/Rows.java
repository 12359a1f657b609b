package org.provenote.tracking.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading rows: columns that may be null, and what belongs to each of many owners. */
final class Rows {
    /** Values in one {@code IN} list. One length for all full lists, so that the prepared statement is used again. */
    private static final int AT_ONCE = 250;

    private Rows() {}

    /** A text column, {@code ""} where it is null. */
    static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    /** {@code count} placeholders, with commas between. */
    static String placeholders(int count) {
        return "?" + ", ?".repeat(count - 1);
    }

    /**
     * What belongs to each owner. The statement has {@code %s} for the placeholders of the owners, and the owner's id as
     * its first column.
     */
    static <T> Map<String, List<T>> grouped(Session session, String sql, List<String> owners, Session.Mapper<T> mapper)
            throws SQLException {
        Map<String, List<T>> grouped = new HashMap<>();
        for (int from = 0; from < owners.size(); from += AT_ONCE) {
            List<String> some = owners.subList(from, Math.min(owners.size(), from + AT_ONCE));
            session.query(
                    String.format(sql, placeholders(some.size())),
                    row -> grouped.computeIfAbsent(row.getString(1), owner -> new ArrayList<>())
                            .add(mapper.map(row)),
                    some.toArray());
        }
        return grouped;
    }
}
