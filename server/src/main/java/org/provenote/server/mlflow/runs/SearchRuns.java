package org.provenote.server.mlflow.runs;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.mlflow.ViewTypes;
import org.provenote.server.wire.RunsResponse;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.validation.Validation;

/** {@code POST /mlflow/runs/search}: a page of runs. */
public final class SearchRuns extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.strings("experiment_ids").typed(),
            Field.string("filter").typed(),
            ViewTypes.field("run_view_type"),
            Field.int32("max_results").typed().atMost(Validation.MOST_RESULTS),
            Field.strings("order_by").typed().eachText(),
            Field.string("page_token"));

    public SearchRuns(Backend backend) {
        super("POST", "/mlflow/runs/search", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        Page<Run> page = store.searchRuns(new RunSearch(
                request.strings("experiment_ids"),
                request.string("filter"),
                ViewTypes.of(request, "run_view_type"),
                request.integer("max_results")
                        .orElse((long) RunSearch.DEFAULT_MAX_RESULTS)
                        .intValue(),
                request.strings("order_by"),
                request.text("page_token").orElse(null)));
        return new RunsResponse(page.items(), page.nextPageToken());
    }
}
