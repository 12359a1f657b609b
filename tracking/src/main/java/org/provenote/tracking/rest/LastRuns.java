package org.provenote.tracking.rest;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunsOfExperiment;
import org.provenote.tracking.store.RunSearch;

/**
 * The last runs of many experiments by a few searches for the newest runs of all. Each search leaves out the experiments that
 * those before it have told, so that a busy one hides the others only once. Of those that are not reached so, which have not
 * run for longest, nothing is told. For one use.
 */
final class LastRuns {
    /** With {@link #PAGE}, a thousand runs at most: as many as there may be experiments on a page. */
    private static final int SEARCHES = 10;

    private static final int PAGE = 100;

    private final Function<RunSearch, Page<Run>> server;
    private final Map<String, RunsOfExperiment> told = new HashMap<>();
    private int atOnce = Integer.MAX_VALUE;

    LastRuns(Function<RunSearch, Page<Run>> server) {
        this.server = server;
    }

    List<RunsOfExperiment> of(List<String> experimentIds) {
        Set<String> left = new LinkedHashSet<>(experimentIds);
        for (int search = 0; search < SEARCHES && !left.isEmpty(); search++) {
            ask(left.stream().limit(atOnce).toList());
            left.removeAll(told.keySet());
        }
        return experimentIds.stream()
                .map(id -> told.getOrDefault(id, new RunsOfExperiment(id, null, null)))
                .toList();
    }

    private void ask(List<String> experimentIds) {
        RunSearch search = RunSearch.in(experimentIds).maxResults(PAGE);
        try {
            tell(experimentIds, server.apply(search));
        } catch (MlflowException e) {
            if (!search.mayBeTooWide(e)) {
                throw e;
            }
            atOnce = RunSearch.FEW_EXPERIMENTS;
        }
    }

    private void tell(List<String> experimentIds, Page<Run> newest) {
        Map<String, List<RunInfo>> found =
                newest.items().stream().map(Run::info).collect(Collectors.groupingBy(RunInfo::experimentId));
        boolean isAll = newest.nextToken().isEmpty();
        for (String id : experimentIds) {
            List<RunInfo> runs = found.getOrDefault(id, List.of());
            if (isAll || !runs.isEmpty()) {
                told.put(
                        id,
                        new RunsOfExperiment(
                                id,
                                isAll ? (long) runs.size() : null,
                                runs.stream().findFirst().orElse(null)));
            }
        }
    }
}
