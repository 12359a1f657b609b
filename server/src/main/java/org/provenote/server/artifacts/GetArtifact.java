package org.provenote.server.artifacts;

import java.io.IOException;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.store.TrackingStore;

/** {@code GET /get-artifact}: one artifact file of a run. */
public final class GetArtifact implements Route {
    private final Backend backend;

    public GetArtifact(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/get-artifact";
    }

    @Override
    public Response answer(Request request) throws IOException {
        String path = AskedPath.checked(request.query("path")
                .orElseThrow(() -> MlflowException.invalid("Missing value for required parameter 'path'.")));
        String runId =
                request.text("run_id").or(() -> request.query("run_uuid")).orElse("");
        TrackingStore store = backend.store();
        return Download.of(request, backend.artifacts().of(store.getRun(runId).info(), store), path);
    }
}
