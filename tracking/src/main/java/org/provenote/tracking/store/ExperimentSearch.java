package org.provenote.tracking.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.ViewType;

/**
 * A search for experiments, as MLflow's {@code experiments/search}.
 *
 * @param filter MLflow's filter string, {@code ""} for all
 * @param maxResults 1–50,000
 * @param orderBy MLflow's {@code order_by}; when empty, newest first
 */
public record ExperimentSearch(
        String filter,
        ViewType viewType,
        int maxResults,
        List<String> orderBy,
        @Nullable String pageToken) {

    /** Every active experiment. */
    public static ExperimentSearch all() {
        return new ExperimentSearch("", ViewType.ACTIVE_ONLY, 1_000, List.of(), null);
    }

    public ExperimentSearch filter(String filter) {
        return new ExperimentSearch(filter, viewType, maxResults, orderBy, pageToken);
    }

    public ExperimentSearch viewType(ViewType viewType) {
        return new ExperimentSearch(filter, viewType, maxResults, orderBy, pageToken);
    }

    public ExperimentSearch pageToken(@Nullable String pageToken) {
        return new ExperimentSearch(filter, viewType, maxResults, orderBy, pageToken);
    }
}
