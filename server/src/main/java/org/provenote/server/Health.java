package org.provenote.server;

import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;

/** {@code GET /health}: whether the server answers, with MLflow's word for it. */
final class Health implements Route {
    static final String PATH = "/health";

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
        return Response.text(200, "OK");
    }
}
