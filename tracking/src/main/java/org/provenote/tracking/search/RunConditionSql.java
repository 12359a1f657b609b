package org.provenote.tracking.search;

import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.RunTag;

/** Conditions on runs. */
final class RunConditionSql extends ConditionSql {
    private static final String OF_RUN = "run_uuid = runs.run_uuid";

    RunConditionSql(SqlText sql) {
        super(sql);
    }

    @Override
    void comparison(Condition.Comparison comparison) {
        switch (comparison.field().kind()) {
            case METRIC -> keyed("latest_metrics", OF_RUN, comparison);
            case PARAM -> keyed("params", OF_RUN, comparison);
            case TAG -> keyed("tags", OF_RUN, comparison);
            case DATASET -> dataset(comparison);
            case ATTRIBUTE -> attribute(comparison);
        }
    }

    private void attribute(Condition.Comparison comparison) {
        Field field = comparison.field();
        if (field.key().equals("name")) {
            // As in MLflow: the tag is there in runs of every version, the column since 1.30 only.
            Field tag = new Field(Field.Kind.TAG, RunTag.RUN_NAME, Field.Type.TEXT, field.operators());
            keyed("tags", OF_RUN, new Condition.Comparison(tag, comparison.operator(), comparison.values()));
        } else {
            compare("runs." + field.key(), comparison.operator(), comparison.values());
        }
    }

    private void dataset(Condition.Comparison comparison) {
        boolean context = comparison.field().key().equals("context");
        sql.add("EXISTS (SELECT 1 FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id");
        if (context) {
            sql.add(" JOIN input_tags t ON t.input_uuid = i.input_uuid AND t.name = '" + InputTag.CONTEXT + "'");
        }
        sql.add(" WHERE i.destination_id = runs.run_uuid AND ");
        compare(context ? "t.value" : "d." + comparison.field().key(), comparison.operator(), comparison.values());
        sql.add(")");
    }
}
