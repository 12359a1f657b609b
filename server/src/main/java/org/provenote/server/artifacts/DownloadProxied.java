package org.provenote.server.artifacts;

import java.io.IOException;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;

/** {@code GET /mlflow-artifacts/artifacts/{path...}}: one file of the server's own folder. */
public final class DownloadProxied implements Route {
    private final Backend backend;

    public DownloadProxied(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/mlflow-artifacts/artifacts/{path...}";
    }

    @Override
    public Response answer(Request request) throws IOException {
        String path = AskedPath.checked(request.pathParameter("path"));
        return Download.of(request, backend.artifacts().all(), path);
    }
}
