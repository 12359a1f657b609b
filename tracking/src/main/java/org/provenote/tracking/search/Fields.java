package org.provenote.tracking.search;

import org.jspecify.annotations.Nullable;

/** Which fields a kind of search knows. */
interface Fields {
    /**
     * The field that is written {@code prefix.key}, or {@code key} alone.
     *
     * @throws org.provenote.tracking.MlflowException where there is none, with what there is
     */
    Field find(@Nullable Token prefix, Token key, String name, SearchErrors errors);

    /** As {@link #find}, for a field to sort by. */
    default Field findForOrder(@Nullable Token prefix, Token key, String name, SearchErrors errors) {
        return find(prefix, key, name, errors);
    }

    /** Whether text that is one word or number needs no quotes, and a list may be empty. */
    default boolean takeBareText() {
        return false;
    }
}
