package org.provenote.server.artifacts;

import java.io.IOException;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException;

/** {@code DELETE /mlflow-artifacts/artifacts/{path...}}: removes a file or folder of the server's own folder. */
public final class DeleteProxied implements Route {
    private final Backend backend;

    public DeleteProxied(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "DELETE";
    }

    @Override
    public String path() {
        return "/mlflow-artifacts/artifacts/{path...}";
    }

    @Override
    public Response answer(Request request) throws IOException {
        String path = AskedPath.checked(request.pathParameter("path"));
        if (path.isEmpty()) {
            throw MlflowException.invalid("Invalid path: name the file or folder to delete.");
        }
        backend.artifacts().all().delete(path);
        return Response.emptyJson();
    }
}
