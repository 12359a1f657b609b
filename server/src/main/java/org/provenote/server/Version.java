package org.provenote.server;

import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;

/**
 * {@code GET /version}: the MLflow version whose API is spoken. MLflow's clients compare it with their own, so it is not
 * Provenote's.
 */
final class Version implements Route {
    static final String PATH = "/version";

    /** The MLflow that the differential tests compare with. */
    static final String MLFLOW = "3.17.2";

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Response answer(Request request) {
        return Response.text(200, MLFLOW);
    }
}
