package org.provenote.server.artifacts;

import java.io.IOException;
import java.util.regex.Pattern;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException;

/** {@code PUT /mlflow-artifacts/artifacts/{path...}}: writes one file into the server's own folder. */
public final class UploadProxied implements Route {
    /** The folder of a run or model, in whose place a file would keep all its artifacts out. */
    private static final Pattern FOLDER_OF_ALL = Pattern.compile("(.*/)?(m-)?[0-9a-f]{32}/artifacts");

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
        String asked = request.pathParameter("path");
        if (asked.isBlank() || asked.endsWith("/")) {
            throw MlflowException.invalid("Artifact path must include a filename (cannot end with '/').");
        }
        String path = AskedPath.ofFile(asked);
        if (FOLDER_OF_ALL.matcher(path).matches()) {
            throw MlflowException.invalid("'" + path + "' is the folder of all artifacts there, and no file.");
        }
        // Not closed: what is left of it is read when the answer is sent, so that its sender sees that.
        backend.artifacts().all().logStream(request.body(), request.announcedBytes(), path);
        return Response.empty();
    }
}
