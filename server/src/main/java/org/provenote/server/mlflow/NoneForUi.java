package org.provenote.server.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.wire.Empty;

/**
 * What MLflow's web UI asks on the pages of experiments and runs and what this server has none of: traces, what judges them,
 * registered models and a gateway's endpoints.
 * It is told so, since a refusal would put an error on those pages; clients, under {@code /api}, are refused by
 * {@link NotSupported}.
 */
public record NoneForUi(String method, String path, Object none) implements Route {
    private NoneForUi(String method, String path) {
        this(method, path, Empty.DONE);
    }

    /** A gateway's answer, which has its list also where it is empty. */
    private record Endpoints(
            @JsonInclude(JsonInclude.Include.ALWAYS) List<String> endpoints) {}

    public static Stream<Route> all() {
        return Stream.of(
                new NoneForUi("POST", "/ajax-api/3.0/mlflow/traces/metrics"),
                new NoneForUi("POST", "/ajax-api/3.0/mlflow/traces/search"),
                new NoneForUi("POST", "/ajax-api/3.0/mlflow/datasets/search"),
                new NoneForUi("POST", "/ajax-api/3.0/mlflow/issues/search"),
                new NoneForUi("GET", "/ajax-api/3.0/mlflow/scorers/list"),
                new NoneForUi("GET", "/ajax-api/2.0/mlflow/gateway-proxy", new Endpoints(List.of())),
                new NoneForUi("POST", "/ajax-api/2.0/mlflow/gateway-proxy", new Endpoints(List.of())),
                new NoneForUi("GET", "/ajax-api/2.0/mlflow/registered-models/search"),
                new NoneForUi("GET", "/ajax-api/2.0/mlflow/model-versions/search"));
    }

    @Override
    public Response answer(Request request) {
        return Response.json(none);
    }
}
