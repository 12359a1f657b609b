package org.provenote.server.pages;

import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;

/**
 * {@code GET} of one path that leads to another.
 *
 * @param to relative to {@code path}, so that it leads to the right place behind a prefix too
 */
record Redirect(String path, String to) implements Route {
    @Override
    public String method() {
        return "GET";
    }

    @Override
    public Response answer(Request request) {
        return Response.text(302, "See " + to).header("Location", to).header("Cache-Control", "no-cache");
    }
}
