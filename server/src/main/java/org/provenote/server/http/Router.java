package org.provenote.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.provenote.tracking.MlflowException.ErrorCode;

/** Finds the route of a request: by its whole path first, then by pattern, in the order given. */
public final class Router {
    /** By path, then by method. */
    private final Map<String, Map<String, Route>> fixed = new HashMap<>();

    /** By method. */
    private final Map<String, List<PathPattern>> patterns = new HashMap<>();

    public Router(List<Route> routes) {
        routes.forEach(this::add);
    }

    private void add(Route route) {
        if (route.path().contains("{")) {
            patterns.computeIfAbsent(route.method(), method -> new ArrayList<>())
                    .add(new PathPattern(route));
        } else if (fixed.computeIfAbsent(route.path(), path -> new HashMap<>()).put(route.method(), route) != null) {
            throw new IllegalArgumentException("Two routes for " + route.method() + " " + route.path());
        }
    }

    Response answer(Request request) throws Exception {
        String method = method(request);
        String path = withOneSlash(request.path());
        Route route = fixed.getOrDefault(path, Map.of()).get(method);
        if (route != null) {
            return answerOf(route, request);
        }
        List<String> segments = PathPattern.segments(path);
        for (PathPattern pattern : patterns.getOrDefault(method, List.of())) {
            Optional<Map<String, String>> parameters = pattern.match(segments);
            if (parameters.isPresent()) {
                return answerOf(pattern.route(), request.with(parameters.get()));
            }
        }
        return unknown(request, path);
    }

    private static Response answerOf(Route route, Request request) throws Exception {
        Response response = route.answer(request);
        return route.tellsWhatItWrote() ? response.withoutRoom() : response;
    }

    private static String method(Request request) {
        return request.method().equals("HEAD") ? "GET" : request.method();
    }

    /** Slashes at the front count as one: base addresses often end with one. */
    private static String withOneSlash(String path) {
        int last = 0;
        while (path.startsWith("//", last)) {
            last++;
        }
        return path.substring(last);
    }

    private Response unknown(Request request, String path) {
        List<String> segments = PathPattern.segments(path);
        List<String> answered = Route.METHODS.stream()
                .filter(method -> isAnswered(method, path, segments))
                .toList();
        String merged = path.replaceAll("/{2,}", "/");
        if (request.rawPath().contains("//") && isAnswered(method(request), merged, PathPattern.segments(merged))) {
            // As MLflow's Flask does; a client follows with the same method and body.
            return Response.of(308, "text/plain", new byte[0]).header("Location", request.targetWithSingleSlashes());
        }
        if (answered.isEmpty()) {
            return Response.error(ErrorCode.ENDPOINT_NOT_FOUND, "There is nothing at " + request.path() + ".");
        }
        String methods = String.join(", ", answered);
        Response response = request.method().equals("OPTIONS")
                ? Response.of(204, "text/plain", new byte[0])
                : notAllowed(request, methods);
        return response.header("Allow", methods + (answered.contains("GET") ? ", HEAD, OPTIONS" : ", OPTIONS"));
    }

    private boolean isAnswered(String method, String path, List<String> segments) {
        return fixed.getOrDefault(path, Map.of()).containsKey(method)
                || patterns.getOrDefault(method, List.of()).stream()
                        .anyMatch(pattern -> pattern.match(segments).isPresent());
    }

    private static Response notAllowed(Request request, String answered) {
        String message = request.method() + " is not answered at " + request.path() + ", but " + answered + ".";
        return Response.json(405, ErrorBody.of(ErrorCode.BAD_REQUEST, message));
    }
}
