package org.provenote.server.mlflow.experiments;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.mlflow.ViewTypes;
import org.provenote.server.wire.ExperimentsResponse;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.validation.Validation;

/** {@code GET} and {@code POST /mlflow/experiments/search}: a page of experiments. */
public final class SearchExperiments extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
                    Field.int64("max_results").typed(),
                    Field.string("page_token").typed(),
                    Field.string("filter").typed(),
                    Field.strings("order_by").typed(),
                    ViewTypes.field("view_type").typedAsInteger())
            .checkedInOrder("view_type", "max_results", "order_by", "filter", "page_token");

    /** {@code method} is {@code GET} or {@code POST}: the message may come in either. */
    public SearchExperiments(String method, Backend backend) {
        super(method, "/mlflow/experiments/search", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        long maxResults = request.integer("max_results").orElse(0L);
        Validation.maxResults(maxResults);
        Page<Experiment> page = store.searchExperiments(new ExperimentSearch(
                request.string("filter"),
                ViewTypes.of(request, "view_type"),
                (int) maxResults,
                request.strings("order_by"),
                request.text("page_token").orElse(null)));
        return new ExperimentsResponse(page.items(), page.nextPageToken());
    }
}
