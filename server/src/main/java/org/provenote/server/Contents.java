package org.provenote.server;

import java.util.ArrayList;
import java.util.List;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Route;
import org.provenote.server.notebook.NotebookRunsRoute;

/** Everything the server answers, in one place. */
final class Contents {
    private Contents() {}

    static List<Route> of(Backend backend) {
        List<Route> routes = new ArrayList<>();
        routes.add(new Health());
        routes.add(new Version());
        routes.add(new NotebookRunsRoute(backend));
        return routes;
    }
}
