package org.provenote.tracking.search;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.store.LoggedModelSearch;
import org.provenote.tracking.store.LoggedModelSearch.By;
import org.provenote.tracking.store.LoggedModelSearch.OnDataset;
import org.provenote.tracking.validation.Validation;

/** Compiles a search for logged models, with the semantics of MLflow's {@code SqlAlchemyStore.search_logged_models}. */
public final class LoggedModelQuery {
    private static final LoggedModelFields FIELDS = new LoggedModelFields();

    private LoggedModelQuery() {}

    /** The statement that selects {@code columns} of {@code logged_models}, one row more than a page holds. */
    public static SearchSql compile(LoggedModelSearch search, String columns, long offset) {
        Optional<Condition> filter = FilterParser.parse(search.filter(), FIELDS);
        SqlText sql = new SqlText().add("SELECT " + columns);
        List<Field> orders = orderColumns(sql, search.orderBy());
        sql.add(
                        " FROM logged_models WHERE logged_models.lifecycle_stage != 'deleted' AND logged_models.experiment_id IN ")
                .bindAll(search.experimentIds().stream()
                        .map(Validation::namedExperimentId)
                        .toList());
        Conditions conditions = new Conditions(sql, search.datasets());
        filter.ifPresent(condition -> {
            sql.add(" AND ");
            conditions.write(condition);
        });
        conditions.measuredAtAll();
        orderBy(sql, orders, search.orderBy());
        return sql.add(" LIMIT ")
                .bind(search.maxResults() + 1)
                .add(" OFFSET ")
                .bind(offset)
                .done();
    }

    /** Adds what the orders sort by as columns {@code o0}, {@code o1}, … */
    private static List<Field> orderColumns(SqlText sql, List<By> orderBy) {
        List<Field> fields =
                orderBy.stream().map(by -> FIELDS.named(by.field())).toList();
        for (int i = 0; i < fields.size(); i++) {
            sql.add(", ");
            if (fields.get(i).kind() == Field.Kind.METRIC) {
                latest(sql, fields.get(i).key(), orderBy.get(i));
            } else {
                sql.add("logged_models." + fields.get(i).key());
            }
            sql.add(" AS o" + i);
        }
        return fields;
    }

    private static void latest(SqlText sql, String key, By by) {
        sql.add("(SELECT m.metric_value FROM logged_model_metrics m WHERE m.model_id = logged_models.model_id"
                        + " AND m.metric_name = ")
                .bind(key);
        onlyOn(sql, "dataset_name", by.datasetName());
        onlyOn(sql, "dataset_digest", by.datasetDigest());
        sql.add(" ORDER BY m.metric_timestamp_ms DESC, m.metric_step DESC, m.run_id LIMIT 1)");
    }

    private static void onlyOn(SqlText sql, String column, @Nullable String value) {
        if (value != null) {
            sql.add(" AND m." + column + " = ").bind(value);
        }
    }

    private static void orderBy(SqlText sql, List<Field> fields, List<By> orderBy) {
        sql.add(" ORDER BY ");
        for (int i = 0; i < fields.size(); i++) {
            sql.add("o" + i + " IS NULL, o" + i + (orderBy.get(i).ascending() ? " ASC, " : " DESC, "));
        }
        sql.add("logged_models.creation_timestamp_ms DESC, logged_models.model_id");
    }

    private static final class Conditions extends ConditionSql {
        private final List<OnDataset> datasets;
        private boolean metricCompared;

        Conditions(SqlText sql, List<OnDataset> datasets) {
            super(sql);
            this.datasets = datasets;
        }

        @Override
        void comparison(Condition.Comparison comparison) {
            switch (comparison.field().kind()) {
                case METRIC -> metric(comparison);
                case PARAM -> keyed("param", comparison);
                case TAG -> keyed("tag", comparison);
                default ->
                    compare("logged_models." + comparison.field().key(), comparison.operator(), comparison.values());
            }
        }

        /** Any point of the metric counts, not only the latest. */
        private void metric(Condition.Comparison comparison) {
            metricCompared = true;
            sql.add("EXISTS (SELECT 1 FROM logged_model_metrics m WHERE m.model_id = logged_models.model_id"
                            + " AND m.metric_name = ")
                    .bind(comparison.field().key())
                    .add(" AND ");
            compare("m.metric_value", comparison.operator(), comparison.values());
            onOneOfTheDatasets();
            sql.add(")");
        }

        private void keyed(String kind, Condition.Comparison comparison) {
            sql.add("EXISTS (SELECT 1 FROM logged_model_" + kind
                            + "s k WHERE k.model_id = logged_models.model_id AND k." + kind + "_key = ")
                    .bind(comparison.field().key())
                    .add(" AND ");
            compare("k." + kind + "_value", comparison.operator(), comparison.values());
            sql.add(")");
        }

        /** Datasets without a comparison of a metric: those that have any metric on one of them. */
        void measuredAtAll() {
            if (!datasets.isEmpty() && !metricCompared) {
                sql.add(" AND EXISTS (SELECT 1 FROM logged_model_metrics m"
                        + " WHERE m.model_id = logged_models.model_id");
                onOneOfTheDatasets();
                sql.add(")");
            }
        }

        private void onOneOfTheDatasets() {
            String before = " AND (";
            for (OnDataset dataset : datasets) {
                sql.add(before + "(m.dataset_name = ").bind(dataset.name()).add(" AND m.dataset_digest ");
                digest(dataset.digest());
                before = " OR ";
            }
            sql.add(datasets.isEmpty() ? "" : ")");
        }

        /** As in MLflow, a dataset without a digest is one that was logged without. */
        private void digest(@Nullable String digest) {
            if (digest == null) {
                sql.add("IS NULL)");
            } else {
                sql.add("= ").bind(digest).add(")");
            }
        }
    }
}
