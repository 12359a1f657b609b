package org.provenote.server.graphql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.message.JsonBody;
import org.provenote.tracking.MlflowException;

/**
 * {@code POST /graphql}: MLflow's {@code _graphql}, for the queries of its web UI. They are told apart by their operation name; all
 * fields that MLflow's schema has are answered, whichever were selected.
 */
public final class Graphql implements Route {
    private final Map<String, Query> queries;

    public Graphql(Backend backend) {
        this.queries = Query.all(backend);
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/graphql";
    }

    @Override
    public Response answer(Request request) throws Exception {
        Map<String, @Nullable Object> body = JsonBody.of(request);
        Optional<Query> query = Optional.ofNullable(queries.get(String.valueOf(body.get("operationName"))));
        Result result = query.map(known -> run(known, body.get("variables")))
                .orElseGet(() -> new Result(
                        null,
                        List.of("This server answers the queries of MLflow's web UI only, by their operationName: "
                                + String.join(", ", queries.keySet()) + ".")));
        return Response.of(200, "application/json", GraphqlJson.bytes(result));
    }

    private static Result run(Query query, @Nullable Object variables) {
        Map<String, @Nullable Schema> data = new LinkedHashMap<>();
        data.put(query.field(), null);
        try {
            data.put(query.field(), query.answer(variables));
            return new Result(data, null);
        } catch (MlflowException e) {
            return new Result(data, List.of(String.valueOf(e.getMessage())));
        }
    }

    /** The body of every answer, the status of which is 200. */
    record Result(
            @Nullable Map<String, @Nullable Schema> data,
            @Nullable List<String> errors) {}
}
