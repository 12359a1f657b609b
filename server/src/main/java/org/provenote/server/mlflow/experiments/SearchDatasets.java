package org.provenote.server.mlflow.experiments;

import java.util.List;
import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.DatasetSummariesResponse;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/experiments/search-datasets}: the datasets that runs of some experiments used. */
public final class SearchDatasets extends MlflowRoute {
    private static final Message MESSAGE = Message.of(Field.strings("experiment_ids"));
    private static final int MAX_EXPERIMENTS = 20;

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
        return new DatasetSummariesResponse(store.datasetsOf(ids));
    }
}
