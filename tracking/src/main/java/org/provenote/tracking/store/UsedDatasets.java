package org.provenote.tracking.store;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.DatasetSummary;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.ViewType;

/** The datasets of experiments, gathered from their runs where a store has no shorter way. */
final class UsedDatasets {
    private static final Comparator<DatasetSummary> ORDER = Comparator.comparingLong(
                    (DatasetSummary used) -> Long.parseLong(used.experimentId()))
            .thenComparing(DatasetSummary::name)
            .thenComparing(DatasetSummary::digest)
            .thenComparing(DatasetSummary::context, Comparator.nullsFirst(Comparator.naturalOrder()));

    private UsedDatasets() {}

    static List<DatasetSummary> of(List<String> experimentIds, TrackingStore store) {
        RunSearch search = RunSearch.in(experimentIds).viewType(ViewType.ALL);
        SortedSet<DatasetSummary> used = new TreeSet<>(ORDER);
        Iterator<Run> runs = store.everyRun(search).iterator();
        while (used.size() < TrackingStore.MOST_DATASETS && runs.hasNext()) {
            by(runs.next()).forEach(used::add);
        }
        return used.stream().limit(TrackingStore.MOST_DATASETS).toList();
    }

    private static Stream<DatasetSummary> by(Run run) {
        return run.inputs().datasetInputs().stream()
                .map(input -> summary(run.info().experimentId(), input));
    }

    private static DatasetSummary summary(String experimentId, DatasetInput input) {
        Optional<String> context = input.tags().stream()
                .filter(tag -> tag.key().equals(InputTag.CONTEXT))
                .map(InputTag::value)
                .filter(text -> !text.isEmpty())
                .findFirst();
        return new DatasetSummary(
                experimentId, input.dataset().name(), input.dataset().digest(), context.orElse(null));
    }
}
