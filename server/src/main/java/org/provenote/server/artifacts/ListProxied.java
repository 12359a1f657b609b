package org.provenote.server.artifacts;

import java.io.IOException;
import java.util.List;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.wire.ArtifactsResponse;
import org.provenote.tracking.artifacts.ArtifactPath;
import org.provenote.tracking.entities.FileInfo;

/** {@code GET /mlflow-artifacts/artifacts}: what stands in a folder of the server's own folder, by name. */
public final class ListProxied implements Route {
    private final Backend backend;

    public ListProxied(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/mlflow-artifacts/artifacts";
    }

    @Override
    public Response answer(Request request) throws IOException {
        List<FileInfo> files =
                backend
                        .artifacts()
                        .all()
                        .list(AskedPath.checked(request.query("path").orElse("")))
                        .stream()
                        .map(file -> new FileInfo(ArtifactPath.name(file.path()), file.isDir(), file.fileSize()))
                        .toList();
        return Response.json(new ArtifactsResponse(null, files));
    }
}
