package org.provenote.server.mlflow;

import java.util.stream.Stream;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;

/**
 * What MLflow's web UI asks on the pages of experiments and runs and what this server has none of: traces, what judges them, and
 * registered models.
 * It is told so, since a refusal would put an error on those pages; clients, under {@code /api}, are refused by
 * {@link NotSupported}.
 */
public record NoneForUi(String method, String path) implements Route {
    public static Stream<Route> all() {
        return Stream.of(
                new NoneForUi("POST", "/ajax-api/3.0/mlflow/traces/metrics"),
                new NoneForUi("POST", "/ajax-api/3.0/mlflow/traces/search"),
                new NoneForUi("POST", "/ajax-api/3.0/mlflow/datasets/search"),
                new NoneForUi("POST", "/ajax-api/3.0/mlflow/issues/search"),
                new NoneForUi("GET", "/ajax-api/3.0/mlflow/scorers/list"),
                new NoneForUi("GET", "/ajax-api/2.0/mlflow/registered-models/search"),
                new NoneForUi("GET", "/ajax-api/2.0/mlflow/model-versions/search"));
    }

    @Override
    public Response answer(Request request) {
        return Response.emptyJson();
    }
}
