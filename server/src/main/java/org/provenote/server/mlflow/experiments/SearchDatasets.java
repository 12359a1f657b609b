package org.provenote.server.mlflow.experiments;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.DatasetSummariesResponse;
import org.provenote.server.wire.DatasetSummary;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/experiments/search-datasets}: the datasets that runs of some experiments used. */
public final class SearchDatasets extends MlflowRoute {
    private static final Message MESSAGE = Message.of(Field.strings("experiment_ids"));
    private static final int MAX_EXPERIMENTS = 20;
    private static final int MAX_SUMMARIES = 1_000;

    /** MLflow's order, by the key of its table. */
    private static final Comparator<DatasetSummary> AS_IN_THE_TABLE = Comparator.comparingLong(
                    (DatasetSummary summary) -> Long.parseLong(summary.experimentId()))
            .thenComparing(DatasetSummary::name)
            .thenComparing(DatasetSummary::digest)
            .thenComparing(DatasetSummary::context, Comparator.nullsFirst(Comparator.naturalOrder()));

    public SearchDatasets(Backend backend) {
        super("POST", "/mlflow/experiments/search-datasets", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        List<String> ids = request.strings("experiment_ids");
        if (ids.isEmpty()) {
            throw MlflowException.invalid("SearchDatasets request must specify at least one experiment_id.");
        }
        if (ids.size() > MAX_EXPERIMENTS) {
            throw MlflowException.invalid("SearchDatasets request cannot specify more than " + MAX_EXPERIMENTS
                    + " experiment_ids. Received " + ids.size() + " experiment_ids.");
        }
        // MlflowClient is not closed here: the store is the server's.
        Stream<Run> runs = new MlflowClient(store).streamRuns(RunSearch.in(ids).viewType(ViewType.ALL));
        Set<DatasetSummary> summaries = new LinkedHashSet<>();
        runs.flatMap(SearchDatasets::summaries)
                .takeWhile(s -> summaries.size() < MAX_SUMMARIES)
                .forEach(summaries::add);
        return new DatasetSummariesResponse(
                summaries.stream().sorted(AS_IN_THE_TABLE).toList());
    }

    private static Stream<DatasetSummary> summaries(Run run) {
        return run.inputs().datasetInputs().stream()
                .map(input -> summary(run.info().experimentId(), input));
    }

    private static DatasetSummary summary(String experimentId, DatasetInput input) {
        Optional<String> context = input.tags().stream()
                .filter(tag -> tag.key().equals("mlflow.data.context"))
                .map(InputTag::value)
                .findFirst()
                .filter(text -> !text.isEmpty());
        return new DatasetSummary(
                experimentId, input.dataset().name(), input.dataset().digest(), context.orElse(null));
    }
}
