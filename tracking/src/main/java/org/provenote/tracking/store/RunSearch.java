package org.provenote.tracking.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.ViewType;

/**
 * A search for runs, as MLflow's {@code runs/search}.
 *
 * @param filter MLflow's filter string, {@code ""} for all
 * @param maxResults 1–50,000
 * @param orderBy MLflow's {@code order_by}, such as {@code metrics.r2 DESC}; when empty, newest first
 */
public record RunSearch(
        List<String> experimentIds,
        String filter,
        ViewType viewType,
        int maxResults,
        List<String> orderBy,
        @Nullable String pageToken) {

    /** MLflow's default page: {@code SEARCH_MAX_RESULTS_DEFAULT}. */
    public static final int DEFAULT_MAX_RESULTS = 1_000;

    /** Active runs of the experiments, newest first. */
    public static RunSearch in(List<String> experimentIds) {
        return new RunSearch(experimentIds, "", ViewType.ACTIVE_ONLY, DEFAULT_MAX_RESULTS, List.of(), null);
    }

    public RunSearch filter(String filter) {
        return new RunSearch(experimentIds, filter, viewType, maxResults, orderBy, pageToken);
    }

    public RunSearch viewType(ViewType viewType) {
        return new RunSearch(experimentIds, filter, viewType, maxResults, orderBy, pageToken);
    }

    public RunSearch maxResults(int maxResults) {
        return new RunSearch(experimentIds, filter, viewType, maxResults, orderBy, pageToken);
    }

    public RunSearch orderBy(List<String> orderBy) {
        return new RunSearch(experimentIds, filter, viewType, maxResults, orderBy, pageToken);
    }

    public RunSearch pageToken(@Nullable String pageToken) {
        return new RunSearch(experimentIds, filter, viewType, maxResults, orderBy, pageToken);
    }
}
