package org.provenote.server.mlflow;

import java.util.List;
import java.util.stream.Stream;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;

/** A route under a prefix: MLflow answers clients under {@code /api} and its web UI, with the same, under {@code /ajax-api}. */
public record Mounted(String prefix, Route route) implements Route {

    /** The routes, each under both prefixes. */
    public static Stream<Route> all(List<Route> routes) {
        return all("2.0", routes);
    }

    /** The routes of another version of the API. */
    public static Stream<Route> all(String version, List<Route> routes) {
        return Stream.of("/api/" + version, "/ajax-api/" + version)
                .flatMap(prefix -> routes.stream().map(route -> new Mounted(prefix, route)));
    }

    @Override
    public String method() {
        return route.method();
    }

    @Override
    public String path() {
        return prefix + route.path();
    }

    @Override
    public Response answer(Request request) throws Exception {
        return route.answer(request);
    }

    @Override
    public boolean tellsWhatItWrote() {
        return route.tellsWhatItWrote();
    }
}
