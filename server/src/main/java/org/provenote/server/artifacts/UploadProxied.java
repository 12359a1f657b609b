package org.provenote.server.artifacts;

import java.io.IOException;
import java.io.InputStream;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.wire.Empty;

/** {@code PUT /mlflow-artifacts/artifacts/{path...}}: writes one file into the server's own folder. */
public final class UploadProxied implements Route {
    private final Backend backend;

    public UploadProxied(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "PUT";
    }

    @Override
    public String path() {
        return "/mlflow-artifacts/artifacts/{path...}";
    }

    @Override
    public Response answer(Request request) throws IOException {
        String path = AskedPath.checked(request.pathParameter("path"));
        try (InputStream body = request.body()) {
            backend.artifacts().all().logStream(body, path);
        }
        return Response.json(new Empty());
    }
}
