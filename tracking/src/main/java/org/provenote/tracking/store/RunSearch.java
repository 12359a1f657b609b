package org.provenote.tracking.store;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Run;
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

    /** Databricks refuses more experiments in one search (mlflow/mlflow#13590); MLflow's server takes any number. */
    public static final int FEW_EXPERIMENTS = 10;

    /** The order of what a search without {@code order_by} finds. */
    public static final Comparator<Run> NEWEST_FIRST = Comparator.<Run>comparingLong(
                    run -> run.info().startTime())
            .reversed()
            .thenComparing(run -> run.info().runId());

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

    /** Whether a store may have refused this search, with {@code why}, only for the number of its experiments. */
    public boolean mayBeTooWide(MlflowException why) {
        return why.errorCode().httpStatus() == 400 && experimentIds.size() > FEW_EXPERIMENTS;
    }

    /** Whether it begins with the newest run, so that what {@link #narrowed} searches find can be read as one list. */
    boolean isFromTheNewest() {
        return orderBy.isEmpty() && pageToken == null;
    }

    /** The same search in {@link #FEW_EXPERIMENTS} at a time. */
    public Stream<RunSearch> narrowed() {
        int size = experimentIds.size();
        return IntStream.iterate(0, from -> from < size, from -> from + FEW_EXPERIMENTS)
                .mapToObj(from -> experimentIds.subList(from, Math.min(size, from + FEW_EXPERIMENTS)))
                .map(few -> new RunSearch(few, filter, viewType, maxResults, orderBy, pageToken));
    }
}
