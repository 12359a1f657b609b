package org.provenote.tracking.search;

import java.util.List;
import java.util.Optional;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.validation.Validation;

/** Compiles a search for runs. Metrics are looked up in {@code latest_metrics} by key and run, its primary key. */
public final class RunQuery {
    private static final RunFields FIELDS = new RunFields();

    private RunQuery() {}

    /** The statement that selects {@code columns} of {@code runs}, one row more than a page holds. */
    public static SearchSql compile(RunSearch search, String columns) {
        Optional<Condition> filter = FilterParser.parse(search.filter(), FIELDS);
        List<Order> orders = Order.parseUnique(search.orderBy(), FIELDS);
        Optional<Lead> lead = Lead.of(filter, orders);
        SqlText sql = new SqlText().add("SELECT " + columns);
        lead.ifPresentOrElse(l -> l.from(sql), () -> sql.add(" FROM runs"));
        RunOrderSql order = new RunOrderSql(orders, lead.isPresent());
        order.join(sql);
        sql.add(" WHERE ");
        lead.ifPresent(l -> l.where(sql));
        sql.add("runs.experiment_id IN ")
                .bindAll(search.experimentIds().stream()
                        .map(Validation::namedExperimentId)
                        .toList());
        sql.add(" AND runs.lifecycle_stage IN ").bindAll(stages(search.viewType()));
        (lead.isPresent() ? lead.get().rest() : filter).ifPresent(condition -> {
            sql.add(" AND ");
            new RunConditionSql(sql).write(condition);
        });
        order.orderBy(sql);
        return sql.add(" LIMIT ")
                .bind(search.maxResults() + 1)
                .add(" OFFSET ")
                .bind(PageToken.offset(search.pageToken()))
                .done();
    }

    static List<String> stages(ViewType viewType) {
        return switch (viewType) {
            case ACTIVE_ONLY -> List.of(LifecycleStage.ACTIVE.toString());
            case DELETED_ONLY -> List.of(LifecycleStage.DELETED.toString());
            case ALL -> List.of(LifecycleStage.ACTIVE.toString(), LifecycleStage.DELETED.toString());
        };
    }
}
