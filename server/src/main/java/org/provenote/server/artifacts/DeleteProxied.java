package org.provenote.server.artifacts;

import java.io.IOException;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.store.ArtifactRepository;

/**
 * {@code DELETE /mlflow-artifacts/artifacts/{path...}}: removes a file or folder of the server's own folder.
 * A {@code /} at the end names a folder: as at MLflow's server, a file of that name stays.
 */
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
        String asked = request.pathParameter("path");
        String path = AskedPath.checked(asked);
        if (path.isEmpty()) {
            throw MlflowException.invalid("Invalid path: name the file or folder to delete.");
        }
        ArtifactRepository all = backend.artifacts().all();
        boolean fileForFolder = asked.endsWith("/")
                && all.find(path).filter(found -> !found.isDir()).isPresent();
        if (!fileForFolder) {
            all.delete(path);
        }
        return Response.emptyJson();
    }
}
