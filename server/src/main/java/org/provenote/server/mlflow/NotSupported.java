package org.provenote.server.mlflow;

import java.util.Map;
import java.util.stream.Stream;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException.ErrorCode;

/**
 * What MLflow has and this server does not: registry, traces, gateway. Clients that probe for it on their way read
 * {@code ENDPOINT_NOT_FOUND} as "this server cannot" and go on.
 */
public record NotSupported(String method, String path, String feature) implements Route {
    private static final Map<String, String> FEATURES = Map.ofEntries(
            Map.entry("registered-models", "model registry"),
            Map.entry("model-versions", "model registry"),
            Map.entry("traces", "traces"),
            Map.entry("unified-traces", "traces"),
            Map.entry("gateway", "gateway"),
            Map.entry("prompt-optimization", "prompts"),
            Map.entry("scorers", "scorers"),
            Map.entry("datasets", "evaluation datasets"),
            Map.entry("issues", "issues"),
            Map.entry("label-schemas", "label schemas"),
            Map.entry("review-queues", "review queues"),
            Map.entry("jobs", "jobs"),
            Map.entry("webhooks", "webhooks"),
            Map.entry("workspaces", "workspaces"),
            Map.entry("skills", "skills"),
            Map.entry("users", "users"),
            Map.entry("assistant", "assistant"));

    @Override
    public Response answer(Request request) {
        return Response.error(
                ErrorCode.ENDPOINT_NOT_FOUND,
                "This server keeps experiments, runs and artifacts; it has no " + feature
                        + ". For those, use a server started with 'mlflow server'.");
    }

    /** Whatever lies under a feature's path, for every method and prefix. */
    public static Stream<Route> all() {
        return FEATURES.entrySet().stream()
                .flatMap(feature -> Stream.of("/api/", "/ajax-api/")
                        .flatMap(api -> Stream.of("2.0", "3.0")
                                .flatMap(version -> Stream.of("", "/{rest...}")
                                        .flatMap(rest -> Route.METHODS.stream()
                                                .map(method -> new NotSupported(
                                                        method,
                                                        api + version + "/mlflow/" + feature.getKey() + rest,
                                                        feature.getValue()))))));
    }
}
