package org.provenote.tracking.search;

import java.util.Set;

/**
 * What a comparison or an ordering is about.
 *
 * @param key the metric's, param's or tag's key, or the name of the column
 * @param operators those that MLflow has for it
 */
record Field(Kind kind, String key, Type type, Set<Operator> operators) {
    enum Kind {
        METRIC,
        PARAM,
        TAG,
        ATTRIBUTE,
        DATASET
    }

    enum Type {
        /** Any number. */
        NUMBER,
        /** A number without a fraction. */
        INTEGER,
        TEXT,
        /** A quoted number: an experiment's id. */
        ID
    }
}
