package org.provenote.tracking.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search for logged models, as MLflow's {@code logged-models/search}.
 *
 * @param filter MLflow's filter string, {@code ""} for all
 * @param datasets where there are any, metrics count only if they were measured on one of these
 * @param maxResults 1–50,000
 * @param orderBy when empty, newest first
 */
public record LoggedModelSearch(
        List<String> experimentIds,
        String filter,
        List<OnDataset> datasets,
        int maxResults,
        List<By> orderBy,
        @Nullable String pageToken) {

    /** A dataset that a model was measured on. */
    public record OnDataset(String name, @Nullable String digest) {}

    /**
     * What to sort by.
     *
     * @param field an attribute such as {@code creation_time}, or {@code metrics.} and a key
     * @param datasetName the metric on this dataset only
     */
    public record By(
            String field,
            boolean ascending,
            @Nullable String datasetName,
            @Nullable String datasetDigest) {}
}
