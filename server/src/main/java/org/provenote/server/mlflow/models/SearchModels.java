package org.provenote.server.mlflow.models;

import java.util.List;
import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.LoggedModelsResponse;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.LoggedModel;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.store.LoggedModelSearch;
import org.provenote.tracking.store.LoggedModelSearch.By;
import org.provenote.tracking.store.LoggedModelSearch.OnDataset;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.validation.Validation;

/** {@code POST /mlflow/logged-models/search}: a page of models. MLflow sets it no bound; whoever asks for more gets a token. */
public final class SearchModels extends MlflowRoute {
    /** Protobuf's default, and MLflow's for who asks for 0. */
    private static final int DEFAULT_MAX_RESULTS = 50;

    private static final int MAX_RESULTS_OF_ZERO = 100;

    private static final Message MESSAGE = Message.of(
            Field.strings("experiment_ids").typed().eachText().required(),
            Field.string("filter").typed(),
            Field.messages("datasets", Message.of(Field.string("dataset_name"), Field.string("dataset_digest")))
                    .typed(),
            Field.int32("max_results").typed(),
            Field.messages(
                            "order_by",
                            Message.of(
                                    Field.string("field_name"),
                                    Field.bool("ascending"),
                                    Field.string("dataset_name"),
                                    Field.string("dataset_digest")))
                    .typed(),
            Field.string("page_token").typed());

    public SearchModels(Backend backend) {
        super("POST", "/mlflow/logged-models/search", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        int maxResults = request.integer("max_results")
                .orElse((long) DEFAULT_MAX_RESULTS)
                .intValue();
        Page<LoggedModel> page = store.loggedModels()
                .search(new LoggedModelSearch(
                        request.strings("experiment_ids"),
                        request.string("filter"),
                        datasets(request),
                        maxResults == 0 ? MAX_RESULTS_OF_ZERO : Math.min(maxResults, Validation.MOST_RESULTS),
                        request.messages("order_by").stream()
                                .map(SearchModels::by)
                                .toList(),
                        request.text("page_token").orElse(null)));
        return new LoggedModelsResponse(page.items(), page.nextPageToken());
    }

    private static List<OnDataset> datasets(Fields request) {
        List<Fields> datasets = request.messages("datasets");
        if (datasets.stream().anyMatch(dataset -> dataset.string("dataset_name").isEmpty())) {
            throw MlflowException.invalid("`dataset_name` in the `datasets` clause must be specified.");
        }
        return datasets.stream()
                .map(dataset -> new OnDataset(
                        dataset.string("dataset_name"),
                        dataset.text("dataset_digest").orElse(null)))
                .toList();
    }

    private static By by(Fields order) {
        return new By(
                order.string("field_name"),
                order.truth("ascending").orElse(true),
                order.text("dataset_name").orElse(null),
                order.text("dataset_digest").orElse(null));
    }
}
