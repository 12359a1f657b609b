package org.provenote.tracking.search;

import java.util.List;
import java.util.Optional;
import org.provenote.tracking.store.ExperimentSearch;

/** Compiles a search for experiments. */
public final class ExperimentQuery {
    private static final ExperimentFields FIELDS = new ExperimentFields();
    private static final List<String> NEWEST_FIRST = List.of("creation_time DESC", "experiment_id ASC");

    private ExperimentQuery() {}

    /** The statement that selects {@code columns} of {@code experiments}, one row more than a page holds. */
    public static SearchSql compile(ExperimentSearch search, String columns) {
        Optional<Condition> filter = FilterParser.parse(search.filter(), FIELDS);
        List<Order> orders = Order.parse(search.orderBy().isEmpty() ? NEWEST_FIRST : search.orderBy(), FIELDS);
        SqlText sql = new SqlText()
                .add("SELECT " + columns + " FROM experiments WHERE lifecycle_stage IN ")
                .bindAll(RunQuery.stages(search.viewType()));
        filter.ifPresent(condition -> {
            sql.add(" AND ");
            new Conditions(sql).write(condition);
        });
        orderBy(sql, orders);
        return sql.add(" LIMIT ")
                .bind(search.maxResults() + 1)
                .add(" OFFSET ")
                .bind(PageToken.offset(search.pageToken()))
                .done();
    }

    private static void orderBy(SqlText sql, List<Order> orders) {
        sql.add(" ORDER BY ");
        boolean byId = false;
        String separator = "";
        for (Order order : orders) {
            sql.add(separator + order.field().key() + order.direction());
            byId |= order.field().key().equals("experiment_id");
            separator = ", ";
        }
        sql.add(byId ? "" : ", experiment_id DESC");
    }

    private static final class Conditions extends ConditionSql {
        Conditions(SqlText sql) {
            super(sql);
        }

        @Override
        void comparison(Condition.Comparison comparison) {
            if (comparison.field().kind() == Field.Kind.TAG) {
                keyed("experiment_tags", "experiment_id = experiments.experiment_id", comparison);
            } else {
                compare("experiments." + comparison.field().key(), comparison.operator(), comparison.values());
            }
        }
    }
}
