package org.provenote.server.artifacts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/upload-artifact}: writes one small file into a run's artifacts, for the web UI. */
public final class UploadArtifact implements Route {
    private static final int MAX_BYTES = 10 * 1024 * 1024;

    private final Backend backend;

    public UploadArtifact(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/mlflow/upload-artifact";
    }

    @Override
    public Response answer(Request request) throws IOException {
        String runId = request.text("run_id")
                .or(() -> request.text("run_uuid"))
                .orElseThrow(() -> MlflowException.invalid("Request must specify run_uuid."));
        String path = AskedPath.ofFile(
                request.text("path").orElseThrow(() -> MlflowException.invalid("Request must specify path.")));
        requireSize(request.announcedBytes());
        byte[] data = request.bodyBytes();
        if (data.length == 0) {
            throw MlflowException.invalid("Request must specify data.");
        }
        requireSize(data.length);
        TrackingStore store = backend.store();
        backend.artifacts()
                .of(store.getRun(runId).info(), store)
                .logStream(new ByteArrayInputStream(data), data.length, path);
        return Response.of(200, "application/json", new byte[0]);
    }

    private static void requireSize(long bytes) {
        if (bytes > MAX_BYTES) {
            throw MlflowException.invalid("Artifact size is too large. Max size is 10MB.");
        }
    }
}
