package org.provenote.tracking.search;

import java.util.List;

/** Writes conditions as SQL; how one field is compared is left to the kind of search. */
abstract class ConditionSql {
    final SqlText sql;

    ConditionSql(SqlText sql) {
        this.sql = sql;
    }

    abstract void comparison(Condition.Comparison comparison);

    final void write(Condition condition) {
        if (condition instanceof Condition.And and) {
            join(and.all(), " AND ");
        } else if (condition instanceof Condition.Or or) {
            join(or.any(), " OR ");
        } else if (condition instanceof Condition.Not not) {
            sql.add("NOT (");
            write(not.negated());
            sql.add(")");
        } else {
            comparison((Condition.Comparison) condition);
        }
    }

    private void join(List<Condition> conditions, String word) {
        String before = "(";
        for (Condition condition : conditions) {
            sql.add(before);
            write(condition);
            before = word;
        }
        sql.add(")");
    }

    /** {@code column operator value}. A missing value is never equal nor unequal to anything, also under NOT. */
    final void compare(String column, Operator operator, List<Object> values) {
        switch (operator) {
            case IN, NOT_IN -> sql.add(column + " " + operator.text() + " ").bindAll(values);
            case ILIKE ->
                sql.add("lower(" + column + ") LIKE lower(").bind(values.get(0)).add(")");
            default -> sql.add(column + " " + operator.text() + " ").bind(values.get(0));
        }
    }

    /** A condition on the row of {@code table} with that key which belongs to the owner; absent rows fulfil none. */
    final void keyed(String table, String owner, Condition.Comparison comparison) {
        Operator operator = comparison.operator();
        sql.add(operator == Operator.IS_NULL ? "NOT EXISTS (" : "EXISTS (");
        sql.add("SELECT 1 FROM " + table + " k WHERE k." + owner + " AND k.key = ")
                .bind(comparison.field().key());
        if (!operator.takesNothing()) {
            sql.add(" AND ");
            value(comparison);
        }
        sql.add(")");
    }

    private void value(Condition.Comparison comparison) {
        boolean metric = comparison.field().kind() == Field.Kind.METRIC;
        if (!metric) {
            compare("k.value", comparison.operator(), comparison.values());
        } else if (comparison.operator() == Operator.NOT_EQUAL) {
            sql.add("(");
            compare("k.value", comparison.operator(), comparison.values());
            sql.add(" OR k.is_nan = 1)");
        } else {
            compare("k.value", comparison.operator(), comparison.values());
            sql.add(" AND k.is_nan = 0");
        }
    }
}
