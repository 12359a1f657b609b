package org.provenote.server.graphql;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.provenote.server.backend.Backend;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.mlflow.experiments.GetExperiment;
import org.provenote.server.mlflow.metrics.GetHistoryBulkInterval;
import org.provenote.server.mlflow.runs.GetRun;
import org.provenote.server.mlflow.runs.SearchRuns;
import org.provenote.server.wire.ExperimentResponse;
import org.provenote.server.wire.RunResponse;
import org.provenote.server.wire.RunsResponse;
import org.provenote.server.wire.SampledMetricHistoryResponse;

/**
 * One query of MLflow's web UI.
 *
 * @param operation its name in the UI's sources
 * @param field the field of the schema's root that it selects
 * @param variable the variable that holds the input
 * @param route the REST route that answers the same
 * @param shape from the route's answer to the schema's
 */
record Query(String operation, String field, String variable, MlflowRoute route, Function<Object, Schema> shape) {

    static Map<String, Query> all(Backend backend) {
        Shapes shapes = new Shapes(backend);
        return Stream.of(
                        new Query(
                                "GetRun",
                                "mlflowGetRun",
                                "data",
                                new GetRun(backend),
                                answer -> shapes.run((RunResponse) answer)),
                        new Query(
                                "SearchRuns",
                                "mlflowSearchRuns",
                                "data",
                                new SearchRuns(backend),
                                answer -> shapes.runs((RunsResponse) answer)),
                        new Query(
                                "GetMetricHistoryBulkInterval",
                                "mlflowGetMetricHistoryBulkInterval",
                                "data",
                                new GetHistoryBulkInterval(backend),
                                answer -> Shapes.points((SampledMetricHistoryResponse) answer)),
                        new Query(
                                "MlflowGetExperimentQuery",
                                "mlflowGetExperiment",
                                "input",
                                new GetExperiment(backend),
                                answer -> Shapes.experiment((ExperimentResponse) answer)))
                .collect(Collectors.toMap(Query::operation, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    /** The answer to a query with these variables, by the names of the schema. */
    Schema answer(@Nullable Object variables) {
        Object input = variables instanceof Map<?, ?> named ? named.get(variable) : null;
        return shape.apply(route.answer(input instanceof Map<?, ?> fields ? message(fields) : Map.of()));
    }

    /** The input's fields as the REST message has them; null is GraphQL's word for absent. */
    private static Map<String, @Nullable Object> message(Map<?, ?> input) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        input.forEach((name, value) -> {
            if (value != null) {
                message.put(snakeCase(String.valueOf(name)), value);
            }
        });
        return message;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
